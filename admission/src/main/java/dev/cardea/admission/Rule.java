package dev.cardea.admission;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One check of a call: a question, what has to be known to ask it, and how it is answered. A rule
/// changes nothing, so an explanation runs the very rules that decided.
///
/// @param question as people read it in an explanation
/// @param needs what has to be known first
/// @param basis what a "no" follows from
/// @param mender knows which changes of records would turn a "no" into a "yes"
record Rule(
        Stage stage,
        String question,
        Needs needs,
        Basis basis,
        Test test,
        Inputs inputs,
        Mender mender) {
    /// What has to be known before a rule can be asked.
    enum Needs {
        NOTHING,
        SNAPSHOT,
        /// A proven key.
        KEY,
        /// A proven key, and the model that the call names.
        MODEL
    }

    /// What a denial follows from.
    enum Basis {
        /// The request itself: it holds whatever this node knows.
        REQUEST,
        /// Records: a node that is behind may not be sure.
        STATE
    }

    /// Passes with null, so that a call that passes everything allocates nothing here.
    @FunctionalInterface
    interface Test {
        @Nullable Fault fault(Case c);
    }

    /// Notes what was compared and in which versions.
    @FunctionalInterface
    interface Inputs {
        void note(Case c, Evidence evidence);
    }

    /// Proposes changes of records for a case that fails; nothing where none would help, or where
    /// somebody has to choose.
    @FunctionalInterface
    interface Mender {
        Mender NONE = _ -> List.of();

        List<Mend> mends(Case c);
    }

    /// The same rule, with what mends it.
    Rule mendedBy(Mender mender) {
        return new Rule(stage, question, needs, basis, test, inputs, mender);
    }

    static Rule ofRequest(Stage stage, String question, Needs needs, Test test, Inputs inputs) {
        return new Rule(stage, question, needs, Basis.REQUEST, test, inputs, Mender.NONE);
    }

    static Rule ofState(Stage stage, String question, Needs needs, Test test, Inputs inputs) {
        return new Rule(stage, question, needs, Basis.STATE, test, inputs, Mender.NONE);
    }
}
