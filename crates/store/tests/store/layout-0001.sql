-- What a store of layout 0001 held that was made by the tests of rebuilding (see “world” there), table by table.
INSERT INTO person (id, name, job, grade, organisation, merged_into) VALUES
  (1, 'Person 1', '', NULL, NULL, NULL),
  (2, 'Person 2', '', NULL, NULL, NULL),
  (3, 'Person 3', '', NULL, NULL, NULL);
INSERT INTO procedure_version (id, version, hash, text, letters) VALUES
  ('complaints', '1', 'ab', '# Complaints', '{}');
INSERT INTO document (sha256, media, bytes) VALUES
  ('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', 'text/plain', 1);
INSERT INTO "case" (id, reference, procedure, version, procedure_hash, seq, stage, open, site, received, closed, audience, rows_hash) VALUES
  (1, 'DC/2017/00001', 'complaints', '1', 'ab', 1, 'received', 1, NULL, 1488792600000000, NULL, -5891454721244469386, x'5077aa9e2b3ff76271ed4f1b4a714e698bfb6f46d459c9be8ddd93aa05734d65'),
  (2, 'DC/2017/00002', 'complaints', '1', 'ab', 2, 'received', 1, 7, 1488792600000000, NULL, -5891454721244469386, x'3ca5f69a15309dc492c366b0646f52323818731108bd83477b5be48fa9930191');
INSERT INTO entry (pos, case_id, seq, happened, recorded, by, role, frame, content, salt, content_hash, prev_hash, hash) VALUES
  (1, 1, 1, 1488792600000000, 1488792600000000, 1, 'hub', '{"act":"step","step":"log"}', '{"rows":{"audience":[{"role":"hub","sight":0}],"closed":null,"duties":[],"links":[],"marks":[],"open":true,"parties":[],"received":"2017-03-06T09:30:00Z","sights":[{"about":"Food","filters":{"category":"service"},"text":"untouched","who":"Alex Doe"}],"site":null,"stage":"received","subject":null,"tallies":[],"walled":[]}}', x'ced37f58ed4d17e1d4a6e203b1e06cd4', x'b5de106bda478f1d4dfd39fbcb8c174e06b01f484183c72cdaae7ac3a17d4454', x'0a2d62769af5f82105aa4e890438cb2d916c528525288b6f3d3169b8b594b4d5', x'f8ecb45888703b345d07ed2822463cfcaeb0a80d38b00d6385894694bd68cfa3'),
  (2, 2, 1, 1488792600000000, 1488792600000000, 1, 'hub', '{"act":"step","step":"log"}', '{"rows":{"audience":[{"role":"hub","sight":0}],"closed":null,"duties":[{"due":"2017-03-06T13:30:00Z","due_day":"2017-03-06","duty":"reply","holder":null,"met":null,"number":1,"open":true,"owed_from":"2017-03-06T09:30:00Z","people":[2],"provisional":false,"roles":["hub"],"soft":false,"step":"reply","title":"Do “reply”"}],"links":[],"marks":[],"open":true,"parties":[{"person":2,"sight":0}],"received":"2017-03-06T09:30:00Z","sights":[{"about":"Food","filters":{"category":"service"},"text":"the soup was cold","who":"Alex Doe"}],"site":7,"stage":"received","subject":null,"tallies":[],"walled":[3]}}', x'04083ccc1a517007ce87ef58182ba96e', x'e61b7680cefd54953ddd83fafe51fb8cc421f62b2c7ffd9486110e7f4112c90a', x'4ad4d690ab401af9da1a1f4ad64345d64436a1c32b75d28ecc6a26d41429d910', x'8abc6a918533a6534b13ca7e9c1c3832ae76c85933fe7f65f0cbecfc76125ebf'),
  (3, 2, 2, 1488796200000000, 1488796200000000, 1, 'hub', '{"act":"step","letters":[{"letter":"reply","sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}],"notices":[{"notice":"logged","people":[2],"to":["monitor"]}],"step":"log"}', '{"rows":{"audience":[{"role":"hub","sight":0}],"closed":null,"duties":[{"due":"2017-03-06T13:30:00Z","due_day":"2017-03-06","duty":"reply","holder":null,"met":null,"number":1,"open":true,"owed_from":"2017-03-06T09:30:00Z","people":[2],"provisional":false,"roles":["hub"],"soft":false,"step":"reply","title":"Do “reply”"}],"links":[],"marks":[],"open":true,"parties":[{"person":2,"sight":0}],"received":"2017-03-06T09:30:00Z","sights":[{"about":"Food","filters":{"category":"service"},"text":"the soup was cold","who":"Alex Doe"}],"site":7,"stage":"received","subject":null,"tallies":[],"walled":[3]}}', x'0706aa8a2b3f8bc0ba6065f101f34c3a', x'c69f9b5234589ba3391c1063c672db731f4f34378cc56a6d9dc4ba4285aa7a73', x'8abc6a918533a6534b13ca7e9c1c3832ae76c85933fe7f65f0cbecfc76125ebf', x'1f2ab119deeeecf0115e93d3731783615e7223386275595e7d9a96ea2da2fcdb');
INSERT INTO seal (number, first_pos, last_pos, entries, prev_hash, hash) VALUES
  (1, 1, 1, 1, x'0000000000000000000000000000000000000000000000000000000000000000', x'baaae96ca64e679136aec7221ae7ee878d980aa49862d1a3f0aebf80a1ad685a'),
  (2, 2, 2, 1, x'baaae96ca64e679136aec7221ae7ee878d980aa49862d1a3f0aebf80a1ad685a', x'a1d89311dc43f8df41bcef0e1196609a6f1234165f47c50d33d5d7ab690f4838'),
  (3, 3, 3, 1, x'a1d89311dc43f8df41bcef0e1196609a6f1234165f47c50d33d5d7ab690f4838', x'6a884fcfe6bee7215bac49780036783460bb3551f8b60500c75c938d5364af21');
INSERT INTO serial (pattern, year, last) VALUES
  ('DC/{year}/{serial}', 2017, 2);
INSERT INTO audience (id, role, sight) VALUES
  (-5891454721244469386, 'hub', 0);
INSERT INTO team (id, item, role) VALUES
  (-2114593124755424568, 0, 'hub');
INSERT INTO duty_kind (id, team, audience, site) VALUES
  (4566287942501856070, -2114593124755424568, -5891454721244469386, 7);
INSERT INTO case_wall (case_id, person) VALUES
  (2, 3);
INSERT INTO case_party (case_id, person, sight) VALUES
  (2, 2, 0);
INSERT INTO case_sight (id, case_id, sight, who, about, filters, text) VALUES
  (1, 1, 0, 'Alex Doe', 'Food', '{"category":"service"}', 'untouched'),
  (2, 2, 0, 'Alex Doe', 'Food', '{"category":"service"}', 'the soup was cold');
INSERT INTO duty (case_id, item, duty, number, title, team, holder, step, owed_from, due, due_day, open, met, soft, provisional, kind, stage) VALUES
  (2, 0, 'reply', 1, 'Do “reply”', -2114593124755424568, NULL, 'reply', 1488792600000000, 1488807000000000, '2017-03-06', 1, NULL, 0, 0, 4566287942501856070, 'received');
INSERT INTO duty_person (case_id, item, place, person) VALUES
  (2, 0, 0, 2);
INSERT INTO notice (case_id, seq, item, notice, carries, sent) VALUES
  (2, 2, 0, 'logged', '[]', 1488796200000000);
INSERT INTO notice_to (case_id, seq, item, role, person) VALUES
  (2, 2, 0, 'monitor', NULL),
  (2, 2, 0, NULL, 2);
INSERT INTO case_document (case_id, seq, sha256) VALUES
  (2, 2, '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881');
