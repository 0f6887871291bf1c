namespace Sluice.Simulator.Answers;

/// <summary>
/// The connection is to be cut here. Thrown out of the handler on purpose: once an answer has begun, that makes Kestrel send what was written and
/// close without the body's end, whereas <c>HttpContext.Abort</c> may lose what was written last.
/// </summary>
internal sealed class AnswerCutException(string why) : IOException(why);
