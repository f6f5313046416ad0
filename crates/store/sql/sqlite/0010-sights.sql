-- What a view leaves out by name is hidden also where it shows the timeline: which sights there are is worked out again.
INSERT INTO rebuild_due SELECT 1 WHERE EXISTS (SELECT 1 FROM "case") AND NOT EXISTS (SELECT 1 FROM rebuild_due);
