/// OpenAI's Chat Completions, and what speaks alike: Azure OpenAI, Mistral, and the many compatible
/// servers. [dev.cardea.dialect.openai.OpenAiChat] names the parts.
@NullMarked
package dev.cardea.dialect.openai;

import org.jspecify.annotations.NullMarked;
