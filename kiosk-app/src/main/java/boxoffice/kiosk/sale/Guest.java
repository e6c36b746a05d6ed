package boxoffice.kiosk.sale;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.BookingId;
import boxoffice.model.LockId;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One guest: the session, begun when first needed, and what has to be given back when they leave. Thread-safe.
final class Guest {
    private final Sale.Guests guests;
    private final UUID wish = UUID.randomUUID();
    private final ReadWriteLock uses = new ReentrantReadWriteLock();
    private Sale.@Nullable Walkin walkin;
    private @Nullable LockId lock;
    private @Nullable BookingId unpaid;

    Guest(Sale.Guests guests) {
        this.guests = guests;
    }

    /// Asks the server on this guest's behalf; waits for it.
    <T> T ask(Function<BoxOfficeClient, T> question) {
        uses.readLock().lock();
        try {
            return question.apply(walkin().client());
        } finally {
            uses.readLock().unlock();
        }
    }

    /// The same for every attempt to book what this guest holds, so that a repeat after a lost answer books once.
    UUID bookingKey() {
        return wish;
    }

    /// Remembers seats that have to be given back.
    synchronized void holds(LockId seats) {
        lock = seats;
    }

    /// Remembers a booking that has to be cancelled; its seats go with it.
    synchronized void owes(BookingId booking) {
        unpaid = booking;
        lock = null;
    }

    /// Nothing has to be given back any more.
    synchronized void isDone() {
        unpaid = null;
        lock = null;
    }

    /// Gives back what is held and ends the session, after whatever is still being asked. Does nothing for a guest on
    /// whose behalf the server never was asked.
    void farewell() {
        uses.writeLock().lock();
        try {
            Sale.Walkin present = present();
            if (present != null) {
                try {
                    giveBack(present.client());
                } finally {
                    present.signOut().run();
                }
            }
        } finally {
            uses.writeLock().unlock();
        }
    }

    private synchronized void giveBack(BoxOfficeClient client) {
        if (unpaid != null) {
            client.giveUp(unpaid);
        } else if (lock != null) {
            client.release(lock);
        }
        isDone();
    }

    private synchronized Sale.Walkin walkin() {
        Sale.Walkin known = walkin;
        if (known == null) {
            known = guests.next();
            walkin = known;
        }
        return known;
    }

    private synchronized Sale.@Nullable Walkin present() {
        return walkin;
    }
}
