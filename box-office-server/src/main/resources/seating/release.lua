-- Gives all seats of one lock back (SEAT-5). A key of another owner is left.
-- KEYS: one per seat, then the show's selections. ARGV: owner ("userId:lockId:"), lock.
-- Answers how many seats were given back.
local seats = #KEYS - 1
local released = 0
for i = 1, seats do
    local value = redis.call('GET', KEYS[i])
    if value and string.sub(value, 1, #ARGV[1]) == ARGV[1] then
        released = released + redis.call('DEL', KEYS[i])
    end
end
redis.call('ZREM', KEYS[seats + 1], ARGV[2])
return released
