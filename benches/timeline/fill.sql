-- Adds to what benches/evaluate_fill.sql filled: names and identifiers to be found by, an open treatment
-- period for every tenth patient, and two patients with many contacts, up to today. $patients is
-- replaced before it runs.
CREATE FUNCTION pg_temp.key(kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
    $$SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid$$;

-- Two thousand different names.
CREATE TEMP TABLE names AS
SELECT pg_temp.key(3, n) AS id,
    (ARRAY['Anna', 'Berit', 'Carl', 'David', 'Eva', 'Finn', 'Grete', 'Hans', 'Ida', 'Jon', 'Kari', 'Lars',
        'Mona', 'Nils', 'Olga', 'Per', 'Ragna', 'Siri', 'Tor', 'Unni'])[1 + n % 20] AS given,
    (ARRAY['Berg', 'Dahl', 'Eide', 'Foss', 'Haug', 'Lie', 'Moen', 'Nord', 'Rud', 'Vik'])[1 + n / 20 % 10] ||
    (ARRAY['heim', 'land', 'stad', 'bakken', 'mo', 'dal', 'sund', 'nes', 'lid', 'vold'])[1 + n / 200 % 10]
        AS family
FROM generate_series(1, $patients) n;
UPDATE patient SET family_name = family, given_name = given, name_folded = lower(family || ' ' || given)
FROM names WHERE names.id = patient.id;
INSERT INTO patient_identifier (system, value, patient_id, ordinal)
SELECT 'bench-number', to_char(n, 'FM00000000000'), pg_temp.key(3, n), 1
FROM generate_series(1, $patients) n;
INSERT INTO treatment_period (patient_id, id, source_system, source_value, unit_id, from_at, recorded_at,
    version)
SELECT pg_temp.key(3, n), pg_temp.key(23, n), 'bench', n || '-open', pg_temp.key(1, 1 + n / 10 % 15),
    timestamptz '2025-06-01' + make_interval(days => n % 200), '2026-01-01', 1
FROM generate_series(10, $patients, 10) n;

-- 500 contacts over five years, and 20 000 over twenty.
CREATE TEMP TABLE heavy (n int, source text, contacts int, years int);
INSERT INTO heavy VALUES (1, 'heavy-500', 500, 5), (2, 'heavy-20000', 20000, 20);

INSERT INTO patient (id, source_system, source_value, source_key, family_name, given_name, name_folded,
    birth_date, in_service_from_on, recorded_at, version)
SELECT pg_temp.key(16, n), 'bench', source, 'bench|' || source, 'Heavy', 'Contact', 'contact heavy',
    '1980-05-17', current_date - years * 365, now(), 1
FROM heavy;

-- A relationship every half year, lasting a year; the last ones are open. The first professional
-- coordinates both.
INSERT INTO relationship (patient_id, id, source_system, source_value, kind, professional_id, unit_id,
    from_at, to_at, important_to_patient, is_temporary_cover, recorded_at, version)
SELECT pg_temp.key(16, n), pg_temp.key(17, n * 1000 + k), 'bench', source || '-' || k,
    (ARRAY['therapist', 'contact_person', 'responsible_clinician'])[1 + k % 3],
    pg_temp.key(2, 10 + k), pg_temp.key(1, 1 + k % 15),
    now() - make_interval(days => years * 365 - k * 182),
    CASE WHEN years * 2 - k > 2 THEN now() - make_interval(days => years * 365 - k * 182 - 365) END,
    k % 5 = 0, k % 7 = 6, now(), 1
FROM heavy, generate_series(0, years * 2 - 1) k;
INSERT INTO relationship (patient_id, id, source_system, source_value, kind, professional_id, unit_id,
    from_at, important_to_patient, is_temporary_cover, recorded_at, version)
SELECT pg_temp.key(16, n), pg_temp.key(17, n * 1000 + 999), 'bench', source || '-coordinator',
    'coordinator', pg_temp.key(2, 1), pg_temp.key(1, 1), now() - interval '2 years', true, false,
    now(), 1
FROM heavy;

-- On a clinic's books throughout; a ward stay of twenty days twice a year.
INSERT INTO treatment_period (patient_id, id, source_system, source_value, unit_id, from_at, to_at,
    admission_kind, recorded_at, version)
SELECT pg_temp.key(16, n), pg_temp.key(18, n * 1000 + k), 'bench', source || '-' || k,
    CASE WHEN k = 0 THEN pg_temp.key(1, 1) ELSE pg_temp.key(1, 16 + k % 5) END,
    CASE WHEN k = 0 THEN now() - make_interval(days => years * 365)
        ELSE now() - make_interval(days => k * 180) END,
    CASE WHEN k > 0 THEN now() - make_interval(days => k * 180 - 20) END,
    CASE WHEN k % 4 = 3 THEN 'planned' ELSE 'unplanned' END, now(), 1
FROM heavy, generate_series(0, years * 2) k;

-- Evenly spread; six in ten with whoever is the professional of that half year.
INSERT INTO contact (patient_id, id, source_system, source_value, unit_id, at, minutes, mode, status,
    main_professional_id, recorded_at, version)
SELECT pg_temp.key(16, n), pg_temp.key(19, n * 100000 + k), 'bench', source || '-' || k,
    pg_temp.key(1, 1 + k % 15),
    now() - make_interval(mins => (years * 365 * 1440.0 * (k + 1) / contacts)::int),
    45, 'in_person', CASE WHEN k % 11 = 0 THEN 'no_show' ELSE 'attended' END,
    pg_temp.key(2, CASE WHEN k % 5 < 3
        THEN 10 + greatest(0, years * 2 - 1 - (years * 2.0 * k / contacts)::int)
        ELSE 100 + k % 9 END),
    now(), 1
FROM heavy, generate_series(0, contacts - 1) k;
INSERT INTO contact_professional (patient_id, contact_id, professional_id, position)
SELECT pg_temp.key(16, n), pg_temp.key(19, n * 100000 + k), pg_temp.key(2, 200 + k % 5), 1
FROM heavy, generate_series(0, contacts - 1, 10) k;

INSERT INTO handover (patient_id, id, source_system, source_value, kind, from_professional_id,
    to_professional_id, from_unit_id, to_unit_id, grade, offered_at, accepted_at, state, recorded_at,
    version)
SELECT pg_temp.key(16, n), pg_temp.key(20, n * 1000 + k), 'bench', source || '-' || k, 'discharge_to_community',
    pg_temp.key(2, 10 + k), pg_temp.key(2, 11 + k), pg_temp.key(1, 16 + k % 5), pg_temp.key(1, 1),
    (ARRAY['written', 'spoken', 'warm'])[1 + k % 3], now() - make_interval(days => k * 180 - 20),
    CASE WHEN k > 1 THEN now() - make_interval(days => k * 180 - 21) END,
    CASE WHEN k > 1 THEN 'accepted' ELSE 'offered' END, now(), 1
FROM heavy, generate_series(1, years * 2) k;
INSERT INTO decision (patient_id, id, source_system, source_value, subject, outcome, decided_at,
    recorded_at, version)
SELECT pg_temp.key(16, n), pg_temp.key(21, n * 1000 + k), 'bench', source || '-' || k, 'crisis_plan',
    'agreed', now() - make_interval(days => k * 300), now(), 1
FROM heavy, generate_series(0, years) k;
INSERT INTO relational_review (patient_id, id, source_system, source_value, held_at, recorded_at,
    version)
SELECT pg_temp.key(16, n), pg_temp.key(22, n * 1000 + k), 'bench', source || '-' || k,
    now() - make_interval(days => k * 350), now(), 1
FROM heavy, generate_series(1, years) k;

ANALYZE;
