/// Anthropic's Messages. [dev.cardea.dialect.anthropic.AnthropicMessages] names the parts.
@NullMarked
package dev.cardea.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
