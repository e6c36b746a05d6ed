package boxoffice.server.storage;

import boxoffice.server.storage.Redis.RedisUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/// Streams of Redis, which keep what they are given until somebody has acknowledged it, or Redis is emptied (OPS-2).
/// Thread-safe. Made by [Redis#streams].
///
/// A group shares a stream among its members; what a member has taken is its own until it acknowledges it, or another
/// claims it. Every method throws [RedisUnavailable].
public final class Streams {
    /// How long [#read] waits for something to come.
    public static final Duration WAIT = Duration.ofMillis(500);
    /// More than a read waits, for its answer to arrive in.
    static final Duration PATIENCE = WAIT.plusSeconds(2);

    private static final String FIELD = "event";
    private static final StreamEntryID BEGINNING = new StreamEntryID(0, 0);

    private final Redis redis;
    private final RedisNodes patient;

    /// @param patient connections that wait for answers for [#PATIENCE]
    Streams(Redis redis, RedisNodes patient) {
        this.redis = redis;
        this.patient = patient;
    }

    /// What lies in a stream.
    ///
    /// @param text the one thing that it carries
    public record Entry(String stream, String id, String text) {}

    /// Adds a text to a stream, whose oldest entries go when there are more than about `most`.
    public void append(String stream, String text, long most) {
        XAddParams trimmed = XAddParams.xAddParams().maxLen(most).approximateTrimming();
        redis.guarded(() -> redis.client().xadd(stream, trimmed, Map.of(FIELD, text)));
    }

    /// Sees to it that a group gets all that is in a stream, which need not exist yet.
    ///
    /// @return whether the group is new
    public boolean group(String stream, String group) {
        return redis.guarded(() -> {
            try {
                redis.client().xgroupCreate(stream, group, BEGINNING, true);
                return true;
            } catch (JedisDataException exists) {
                if (String.valueOf(exists.getMessage()).startsWith("BUSYGROUP")) {
                    return false;
                }
                throw exists;
            }
        });
    }

    /// Takes what nobody of a group has taken, and waits for it a little. In a cluster, the names of streams that are
    /// read together share a hash tag.
    public List<Entry> read(String group, String member, List<String> streams, int most) {
        Map<String, StreamEntryID> fresh = new HashMap<>();
        streams.forEach(stream -> fresh.put(stream, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        XReadGroupParams how = XReadGroupParams.xReadGroupParams().count(most).block((int) WAIT.toMillis());
        try {
            UnifiedJedis client = patient.client();
            List<Map.Entry<String, List<StreamEntry>>> found = client.xreadGroup(group, member, how, fresh);
            return found == null
                    ? List.of()
                    : found.stream().flatMap(one -> entries(one.getKey(), one.getValue()).stream()).toList();
        } catch (JedisException failed) {
            patient.dropIdle();
            throw new RedisUnavailable(failed);
        }
    }

    /// Takes over what a member has taken so long ago that it must have died.
    public List<Entry> claim(String stream, String group, String member, Duration ago, int most) {
        XAutoClaimParams how = XAutoClaimParams.xAutoClaimParams().count(most);
        return redis.guarded(() -> {
            var claimed = redis.client().xautoclaim(stream, group, member, ago.toMillis(), BEGINNING, how);
            return entries(stream, claimed.getValue());
        });
    }

    /// Says that a group is done with an entry.
    public void acknowledge(String group, Entry entry) {
        redis.guarded(() -> redis.client().xack(entry.stream(), group, new StreamEntryID(entry.id())));
    }

    /// Forgets members of a group that have taken nothing for so long, and hold nothing.
    public void forgetMembers(String stream, String group, Duration idle) {
        redis.guarded(() -> {
            redis.client()
                    .xinfoConsumers2(stream, group)
                    .stream()
                    .filter(member -> member.getPending() == 0 && member.getIdle() > idle.toMillis())
                    .forEach(member -> redis.client().xgroupDelConsumer(stream, group, member.getName()));
            return true;
        });
    }

    /// An entry that was trimmed while somebody held it comes without content, and one that is not ours with another.
    private static List<Entry> entries(String stream, List<StreamEntry> found) {
        return found.stream()
                .filter(entry -> entry != null)
                .map(
                        entry -> new Entry(
                                stream,
                                entry.getID().toString(),
                                entry.getFields() == null ? "" : entry.getFields().getOrDefault(FIELD, "")))
                .toList();
    }
}
