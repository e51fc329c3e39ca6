-- Fills an empty, migrated database for benches/evaluate.rs. $patients is replaced before it runs.
-- Everything follows from numbers, so that every fill is the same.
SET synchronous_commit = off;

CREATE FUNCTION pg_temp.key(kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
    $$SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid$$;
-- A number in 0..1 that looks random.
CREATE FUNCTION pg_temp.chance(seed bigint) RETURNS float8 IMMUTABLE LANGUAGE sql AS
    $$SELECT (abs(hashint8(seed)) % 1000000) / 1000000.0$$;

INSERT INTO unit (id, source_system, source_value, name, setting, recorded_at, version)
SELECT pg_temp.key(1, n), 'bench', 'u' || n, 'Unit ' || n,
    CASE WHEN n <= 12 THEN 'outpatient_clinic' WHEN n <= 15 THEN 'assertive_outreach'
        WHEN n <= 18 THEN 'acute_ward' ELSE 'dps_inpatient' END,
    '2026-01-01', 1
FROM generate_series(1, 20) n;

INSERT INTO professional (id, source_system, source_value, name, profession, recorded_at, version)
SELECT pg_temp.key(2, n), 'bench', 'p' || n, 'Professional ' || n, 'psychologist', '2026-01-01', 1
FROM generate_series(1, 1000) n;

INSERT INTO patient (id, source_system, source_value, source_key, name_folded, in_service_from_on,
    recorded_at, version)
SELECT pg_temp.key(3, n), 'bench', to_char(n, 'FM00000000'), 'bench|' || to_char(n, 'FM00000000'), '',
    '2023-01-01', '2026-01-01', 1
FROM generate_series(1, $patients) n;

-- About 3.5 relationships each, one after the other, the last one open.
INSERT INTO relationship (patient_id, id, source_system, source_value, kind, professional_id, unit_id,
    from_at, to_at, important_to_patient, is_temporary_cover, recorded_at, version)
SELECT pg_temp.key(3, p), pg_temp.key(4, p * 4 + k), 'bench', p || '-' || k,
    CASE WHEN k < 3 THEN 'therapist' ELSE 'coordinator' END,
    pg_temp.key(2, 1 + (p * 7 + k * 13) % 1000), pg_temp.key(1, 1 + p % 15),
    timestamptz '2023-01-01' + make_interval(days => k * 360),
    CASE WHEN k < 2 THEN timestamptz '2023-01-01' + make_interval(days => (k + 1) * 360) END,
    pg_temp.chance(p) < 0.2, false, '2026-01-01', 1
FROM generate_series(1, $patients) p, generate_series(0, 3) k
WHERE k < 3 OR p % 2 = 0;

-- Two ward stays each on average; every tenth patient has seven.
INSERT INTO treatment_period (patient_id, id, source_system, source_value, unit_id, from_at, to_at,
    admission_kind, recorded_at, version)
SELECT pg_temp.key(3, p), pg_temp.key(5, p * 8 + k), 'bench', p || '-' || k,
    pg_temp.key(1, 16 + (p + k) % 5), start.at,
    start.at + make_interval(hours => 12 + (pg_temp.chance(p * 8 + k + 1) * 900)::int),
    CASE WHEN k % 4 = 3 THEN 'planned' ELSE 'unplanned' END, '2026-01-01', 1
FROM generate_series(1, $patients) p, generate_series(0, 6) k,
    LATERAL (SELECT timestamptz '2023-02-01' + make_interval(
        hours => (pg_temp.chance(p * 8 + k) * 26000)::int) AS at) start
WHERE k < 1 + p % 2 OR p % 10 = 0;

-- Fifty contacts each, or as many as the setting says, over three years: seven in ten with the therapist of the time.
INSERT INTO contact (patient_id, id, source_system, source_value, unit_id, at, minutes, status,
    main_professional_id, recorded_at, version)
SELECT pg_temp.key(3, p), pg_temp.key(6, p * 64 + k), 'bench', p || '-' || to_char(k, 'FM00'),
    pg_temp.key(1, 1 + p % 15),
    timestamptz '2023-01-02 08:00' + make_interval(
        days => since.days, hours => (pg_temp.chance(p * 64 + k) * 8)::int),
    45, CASE WHEN pg_temp.chance(p * 64 + k + 3) < 0.1 THEN 'no_show' ELSE 'attended' END,
    pg_temp.key(2, 1 + CASE WHEN pg_temp.chance(p * 64 + k + 7) < 0.7
        THEN (p * 7 + least(since.days / 360, 2) * 13) % 1000
        ELSE (p + (pg_temp.chance(p * 64 + k + 9) * 6)::int) % 1000 END),
    '2026-01-01', 1
FROM generate_series(1, $patients) p,
    LATERAL (SELECT coalesce(nullif(current_setting('bench.contacts', true), ''), '50')::int AS n) each,
    LATERAL generate_series(0, each.n - 1) k, LATERAL (SELECT k * (1100 / each.n) AS days) since;

ANALYZE;
