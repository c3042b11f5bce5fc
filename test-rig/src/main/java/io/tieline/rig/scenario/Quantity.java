package io.tieline.rig.scenario;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Something of a site that can be looked at. */
sealed interface Quantity {

    String show(Stage stage);

    /** A number in the unit of the model. */
    record Number(ToDoubleFunction<Stage> of) implements Quantity {
        @Override
        public String show(Stage stage) {
            return Condition.number(of.applyAsDouble(stage));
        }
    }

    /** A word or a sentence. */
    record Text(Function<Stage, String> of) implements Quantity {
        @Override
        public String show(Stage stage) {
            return of.apply(stage);
        }
    }

    /** Something that is so or not. */
    record Truth(Predicate<Stage> of) implements Quantity {
        @Override
        public String show(Stage stage) {
            return of.test(stage) ? "yes" : "no";
        }
    }
}
