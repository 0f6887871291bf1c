using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires;

namespace Sluice.Simulator.Answers;

/// <summary>Counts the answers of one simulator and decides what they say, for requests and for what comes inside of them.</summary>
internal sealed class Answering(ReplyComposer composer, ScriptSource scripts)
{
    private long _answers;

    public long NextNumber() => Interlocked.Increment(ref _answers);

    public Reply Compose(IAnswerForm form, ChatRequest chat, Script script, long number, int requestBytes) =>
        composer.Compose(form, chat, script, number, requestBytes);

    /// <summary>The answer to a question that is not a request of its own: a line of a batch, an event of a socket. Its script is its field <c>sim</c>.</summary>
    public Reply Compose(IAnswerForm form, ChatRequest chat, int requestBytes) =>
        composer.Compose(form, chat, scripts.For(chat), NextNumber(), requestBytes);
}
