-- Counts one more in this second (SEAT-11).
-- KEYS: the count. ARGV: the most in a second.
-- Answers 1 when it is within the limit, else 0.
local made = redis.call('INCR', KEYS[1])
if made == 1 then
    redis.call('PEXPIRE', KEYS[1], 1000)
end
return made <= tonumber(ARGV[1]) and 1 or 0
