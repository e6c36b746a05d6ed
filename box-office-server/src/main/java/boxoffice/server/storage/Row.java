package boxoffice.server.storage;

import io.helidon.dbclient.DbRow;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of an answer. A method without `optional` in its name expects the column not to be null.
public final class Row {
    private final DbRow row;

    Row(DbRow row) {
        this.row = row;
    }

    public UUID uuid(String column) {
        return value(column, UUID.class);
    }

    public Optional<UUID> optionalUuid(String column) {
        return Optional.ofNullable(nullable(column, UUID.class));
    }

    public String text(String column) {
        return value(column, Object.class).toString();
    }

    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(nullable(column, Object.class)).map(Object::toString);
    }

    public int integer(String column) {
        return value(column, Number.class).intValue();
    }

    public long number(String column) {
        return value(column, Number.class).longValue();
    }

    public Optional<Long> optionalNumber(String column) {
        return Optional.ofNullable(nullable(column, Number.class)).map(Number::longValue);
    }

    public BigDecimal decimal(String column) {
        return value(column, BigDecimal.class);
    }

    public Optional<BigDecimal> optionalDecimal(String column) {
        return Optional.ofNullable(nullable(column, BigDecimal.class));
    }

    public boolean flag(String column) {
        return value(column, Boolean.class);
    }

    public byte[] bytes(String column) {
        return value(column, byte[].class);
    }

    public Instant instant(String column) {
        return value(column, Timestamp.class).toInstant();
    }

    public Optional<Instant> optionalInstant(String column) {
        return Optional.ofNullable(nullable(column, Timestamp.class)).map(Timestamp::toInstant);
    }

    public LocalDate date(String column) {
        return value(column, java.sql.Date.class).toLocalDate();
    }

    /// A `text[]`.
    public List<String> texts(String column) {
        try {
            return List.of((String[]) value(column, Array.class).getArray());
        } catch (SQLException unreadable) {
            throw StorageException.of(unreadable);
        }
    }

    /// An enum by its constant's name.
    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, text(column));
    }

    private <T> T value(String column, Class<T> type) {
        return Objects.requireNonNull(nullable(column, type), column);
    }

    private <T> @Nullable T nullable(String column, Class<T> type) {
        return row.column(column).get(type);
    }
}
