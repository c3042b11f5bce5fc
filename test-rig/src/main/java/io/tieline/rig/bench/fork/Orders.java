package io.tieline.rig.bench.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The forked side: answers one order a line, so that a fork ends with whoever started it. Needs nothing but the JDK, since
 * the contenders bring their own class path.
 */
public final class Orders {

    /** Marks the lines that are answers: libraries and the JVM itself also write to standard output. */
    static final String ANSWER = "= ";

    /** Marks the answer to an order that could not be carried out. */
    static final String FAILURE = "! ";

    /** Carries out an order. */
    public interface Answering {
        Reply answer(String[] words) throws Exception;
    }

    private Orders() {}

    /** Says that the fork is ready, then answers until its parent is gone or closes the fork. */
    public static void serve(Reply ready, Answering answering) throws IOException {
        PrintStream out = System.out;
        out.println(ANSWER + ready);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                out.println(ANSWER + answering.answer(line.split(" ")));
            } catch (Exception | LinkageError e) {
                e.printStackTrace();
                out.println(FAILURE + String.valueOf(e).replace('\n', ' '));
            }
        }
    }
}
