package io.tieline.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection beside the writer's, opened when it is needed. Thread-safe; one question at a time. */
final class ReadConnection implements AutoCloseable {

    /** One question to the database. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private final Database database;
    private final Consumer<String> damage;
    private @Nullable Connection connection;
    private int generation;

    /**
     * @param damage is told about what cannot be read
     */
    ReadConnection(Database database, Consumer<String> damage) {
        this.database = database;
        this.damage = damage;
    }

    /** The answer, or the given one while the database cannot be read. */
    <T> T ask(T otherwise, Question<T> question) {
        try {
            return ask(question);
        } catch (SQLException e) {
            return otherwise;
        }
    }

    /** The answer. */
    synchronized <T> T ask(Question<T> question) throws SQLException {
        try {
            Connection open = connection;
            if (open == null || generation != database.generation()) {
                close();
                generation = database.generation();
                open = database.openForReading();
                open.setAutoCommit(false);
                connection = open;
            }
            T answer = question.ask(open);
            // Until here all of it saw the record as it was at one moment, whatever the writer merged meanwhile.
            open.commit();
            return answer;
        } catch (SQLException e) {
            close();
            if (Database.isDamage(e)) {
                damage.accept("the file cannot be read: " + e.getMessage());
            }
            throw e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    void damaged(String what) {
        damage.accept(what);
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                damage.accept("cannot close a reader: " + e.getMessage());
            }
        }
    }
}
