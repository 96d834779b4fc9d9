package dev.cardea.admin.json;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;

/// What a value looks like in JSON.
public sealed interface Shape {
    /// How it is called in messages, with its article.
    String words();

    /// A text with a meaning.
    ///
    /// @param format of JSON Schema; empty when there is none
    /// @param read may throw [IllegalArgumentException], whose message is for the sender
    record Text(String words, String format, Function<String, Object> read) implements Shape {}

    /// A text that goes in and never comes out.
    record Secret() implements Shape {
        @Override
        public String words() {
            return "a text";
        }
    }

    /// One of a closed list of words.
    ///
    /// @param values what each of the names stands for, in the same order
    record Word(List<String> names, List<Object> values) implements Shape {
        public Word {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }

        @Override
        public String words() {
            return "one of " + String.join(", ", names);
        }
    }

    /// A whole number.
    ///
    /// @param bits 32 or 64
    record Whole(int bits) implements Shape {
        @Override
        public String words() {
            return "a whole number";
        }
    }

    record Truth() implements Shape {
        @Override
        public String words() {
            return "true or false";
        }
    }

    record ListOf(Shape item) implements Shape {
        @Override
        public String words() {
            return "a list";
        }
    }

    /// An object whose member names are free.
    record MapOf(Shape value) implements Shape {
        @Override
        public String words() {
            return "an object";
        }
    }

    /// What may be left out.
    record Maybe(Shape inner) implements Shape {
        @Override
        public String words() {
            return inner.words();
        }
    }

    /// A record.
    record Members(Class<? extends Record> type, List<Member> members) implements Shape {
        public Members {
            members = List.copyOf(members);
        }

        @Override
        public String words() {
            return "an object";
        }

        /// How the schema is called.
        public String name() {
            return type.getSimpleName();
        }
    }

    /// A component of a record.
    record Member(String name, Shape shape, Method accessor) {
        /// Whether it has to be there when it is read: lists are empty without being mentioned.
        public boolean required() {
            return !(shape instanceof Maybe || shape instanceof ListOf || shape instanceof MapOf);
        }
    }
}
