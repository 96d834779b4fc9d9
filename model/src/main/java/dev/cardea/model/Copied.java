package dev.cardea.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A record of many members of which copies are made that differ in some: the build generates a builder
/// beside it, `KeyBuilder` for `Key`. The record's own methods, which use it, say what copies make
/// sense.
@RecordBuilder.Template(
        options =
                @RecordBuilder.Options(
                        enableWither = false,
                        addStaticBuilder = false,
                        emptyDefaultForOptional = false))
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Copied {}
