/// Google's Gemini: generateContent, of AI Studio and of Vertex AI.
/// [dev.cardea.dialect.gemini.Gemini] names the parts.
@NullMarked
package dev.cardea.dialect.gemini;

import org.jspecify.annotations.NullMarked;
