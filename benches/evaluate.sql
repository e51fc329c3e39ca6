-- The baseline of benches/evaluate.rs: the indices and the flags that rest on admissions, for every
-- patient at once, in PostgreSQL's own SQL over the same tables. $as_of is replaced before it runs.
WITH service AS (
    SELECT timestamptz '$as_of' AS as_of, (timestamptz '$as_of' AT TIME ZONE 'Europe/Oslo')::date AS today
),
place AS (
    SELECT id, coalesce(time_zone, 'Europe/Oslo') AS zone,
        setting IN ('outpatient_clinic', 'day_unit', 'assertive_outreach', 'crisis_resolution_team',
            'community_mental_health_centre', 'municipal_team', 'gp_practice', 'camhs',
            'private_specialist') AS is_community,
        setting IN ('acute_ward', 'subacute_ward', 'forensic_unit', 'rehab_ward', 'dps_inpatient',
            'patient_controlled_bed', 'drug_rehabilitation', 'private_institution',
            'general_hospital') AS is_inpatient
    FROM unit
),
first_of_day AS (
    SELECT DISTINCT ON (c.patient_id, c.main_professional_id, day.day)
        c.patient_id, c.main_professional_id AS provider, day.day, c.at,
        c.at + make_interval(mins => coalesce(c.minutes, 0)) AS until, c.source_value
    FROM contact c
    JOIN place p ON p.id = c.unit_id
    CROSS JOIN service s
    CROSS JOIN LATERAL (SELECT (c.at AT TIME ZONE p.zone)::date AS day) day
    WHERE c.status = 'attended' AND coalesce(c.patient_present, true)
        AND c.mode IS DISTINCT FROM 'message' AND c.main_professional_id IS NOT NULL
        AND (p.is_community OR p.is_inpatient AND c.purpose = 'therapy') AND c.at <= s.as_of
    ORDER BY c.patient_id, c.main_professional_id, day.day, c.at, c.source_value
),
sequence AS (
    SELECT patient_id, provider, day,
        provider = lag(provider) OVER (PARTITION BY patient_id ORDER BY at, until, source_value) AS is_same
    FROM first_of_day
),
with_each AS (
    SELECT patient_id, provider, count(*) AS n, count(*) FILTER (WHERE is_same) AS same
    FROM sequence GROUP BY patient_id, provider
),
tally AS (
    SELECT patient_id, sum(n)::float8 AS n, count(*)::float8 AS k, max(n)::float8 AS most,
        sum(n * n)::float8 AS squares, sum(same)::float8 AS same, sum(n * ln(n::float8)) AS n_ln_n
    FROM with_each GROUP BY patient_id
),
named AS (
    SELECT q.patient_id, count(DISTINCT (q.day, q.provider)) AS n,
        count(DISTINCT (q.day, q.provider)) FILTER (WHERE r.professional_id = q.provider) AS hits
    FROM sequence q
    JOIN relationship r ON r.patient_id = q.patient_id
        AND r.kind IN ('contact_person', 'therapist', 'case_manager', 'contact_doctor_psychologist')
        AND (r.from_at AT TIME ZONE 'Europe/Oslo')::date <= q.day
        AND (r.to_at IS NULL OR q.day < (r.to_at AT TIME ZONE 'Europe/Oslo')::date)
    GROUP BY q.patient_id
),
stay AS (
    SELECT t.patient_id, t.id, t.source_value, t.from_at, t.admission_kind, p.zone,
        CASE WHEN t.to_at <= s.as_of THEN t.to_at END AS to_at,
        max(CASE WHEN t.to_at <= s.as_of THEN t.to_at ELSE 'infinity' END) OVER (
            PARTITION BY t.patient_id ORDER BY t.from_at, t.source_value
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach
    FROM treatment_period t JOIN place p ON p.id = t.unit_id CROSS JOIN service s
    WHERE p.is_inpatient AND t.from_at <= s.as_of
),
grouped AS (
    SELECT *, sum(CASE WHEN from_at <= reach + interval '24 hours' THEN 0 ELSE 1 END) OVER (
        PARTITION BY patient_id ORDER BY from_at, source_value) AS admission
    FROM stay
),
admission AS (
    SELECT patient_id, admission, min(from_at AT TIME ZONE zone)::date AS from_on,
        CASE WHEN bool_and(to_at IS NOT NULL) THEN max(to_at AT TIME ZONE zone)::date END AS to_on,
        (array_agg(admission_kind ORDER BY from_at, source_value)
            FILTER (WHERE admission_kind IS DISTINCT FROM 'patient_controlled'))[1] AS kind,
        bool_and(coalesce(admission_kind = 'patient_controlled', false)) AS is_own
    FROM grouped GROUP BY patient_id, admission
),
counted AS (
    SELECT a.*, lag(to_on) OVER w AS before_on, row_number() OVER w AS place,
        count(*) OVER (PARTITION BY patient_id ORDER BY from_on
            RANGE BETWEEN CURRENT ROW AND interval '1 year' - interval '1 day' FOLLOWING) AS in_year,
        last_value(from_on) OVER (PARTITION BY patient_id ORDER BY from_on
            RANGE BETWEEN CURRENT ROW AND interval '1 year' - interval '1 day' FOLLOWING) AS last_on
    FROM admission a WHERE NOT is_own
    WINDOW w AS (PARTITION BY patient_id ORDER BY from_on, admission)
),
by_admission AS (
    SELECT c.patient_id,
        bool_or(in_year > 4 AND last_on >= s.today - interval '2 years'
            OR coalesce(to_on, s.today) - from_on > 28
                AND (to_on IS NULL OR to_on > s.today - interval '2 years')) AS is_extensive,
        bool_or(place = 3 AND s.today - from_on < 90) AS is_tipping,
        bool_or((kind IS NULL OR kind = 'unplanned') AND from_on - before_on BETWEEN 1 AND 30
            AND (to_on IS NULL OR s.today - to_on <= 30)) AS is_readmitted
    FROM counted c CROSS JOIN service s GROUP BY c.patient_id
)
SELECT p.source_value, t.n, t.k, t.most / t.n AS upc, n.hits::float8 / n.n AS upc_named,
    CASE WHEN t.n > 1 THEN (t.squares - t.n) / (t.n * (t.n - 1)) END AS coc,
    t.squares / (t.n * t.n) AS herfindahl,
    CASE WHEN t.n > 1 THEN t.same / (t.n - 1) END AS secon,
    CASE WHEN t.n > 1 THEN (t.n - t.k) / (t.n - 1) END AS k_index,
    1 - t.k / (t.n + 0.1) AS mci, (t.n + 0.1 - t.k) / (t.n - 0.9) AS mmci,
    (ln(t.n) - t.n_ln_n / t.n) / ln(2.0::float8) AS entropy_bits,
    a.is_extensive, a.is_tipping, a.is_readmitted
FROM patient p
LEFT JOIN tally t ON t.patient_id = p.id
LEFT JOIN named n ON n.patient_id = p.id
LEFT JOIN by_admission a ON a.patient_id = p.id
