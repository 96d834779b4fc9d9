/// How providers and the gateway's credentials there fare, as far as the gateway asks for itself: by
/// listing models, and by their status pages.
///
/// Read [dev.cardea.control.upstream.CheckCredential] first, then
/// [dev.cardea.control.upstream.UpstreamRounds], which does it on a schedule, and
/// [dev.cardea.control.upstream.DescribeProviders], which tells what came of it.
@NullMarked
package dev.cardea.control.upstream;

import org.jspecify.annotations.NullMarked;
