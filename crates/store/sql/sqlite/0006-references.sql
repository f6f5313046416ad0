-- References are drawn at random: nothing counts cases any more.
DROP TABLE serial;
