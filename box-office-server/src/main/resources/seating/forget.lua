-- Deletes keys of locks that are over, each only while it has the value it was judged by (SEAT-8).
-- KEYS: one per seat. ARGV: their values, in the same order.
-- Answers how many were deleted.
local deleted = 0
for i, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[i] then
        deleted = deleted + redis.call('DEL', key)
    end
end
return deleted
