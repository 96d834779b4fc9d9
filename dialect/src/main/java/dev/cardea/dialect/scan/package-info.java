/// Reads what the gateway must know of a request's JSON body without building it: one pass over the
/// bytes, in pieces cut anywhere, strict about what JSON is.
///
/// Read [dev.cardea.dialect.scan.RequestScan] first (what is found), then
/// [dev.cardea.dialect.scan.Splice] (how the body is changed on its way), then
/// [dev.cardea.dialect.scan.JsonScanner] (how it is read).
@NullMarked
package dev.cardea.dialect.scan;

import org.jspecify.annotations.NullMarked;
