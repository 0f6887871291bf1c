using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires;

namespace Sluice.Simulator.Answers;

/// <summary>Sends a reply as a stream, the choices taking turns, one flush for each event.</summary>
internal static class StreamAnswer
{
    private const int MaxStepBytes = 64 * 1024 * 1024;

    /// <summary>Refuses a script whose stream would have too many deltas, or fewer than it counts on.</summary>
    public static void Check(IAnswerForm form, Reply reply, int maxDeltas)
    {
        int deltas = 0;
        foreach (var choice in reply.Choices)
        {
            foreach (var delta in Delta.Of(choice, reply.Script.Cut, form.StreamsArguments))
            {
                if (delta.Counts && ++deltas > maxDeltas)
                    throw RequestProblemException.Bad("sim.cut", $"the stream would have more than {maxDeltas} deltas");
            }
        }

        AnswerPace.Check(reply.Script, deltas);
    }

    public static async Task SendAsync(IChatEndpoint endpoint, Reply reply, AnswerSink sink, AnswerPace pace, CancellationToken cancellationToken)
    {
        using var output = new EventOutput(MaxStepBytes);
        var stream = endpoint.OpenStream(output, reply);
        stream.Open();
        await FlushAsync(output, sink, cancellationToken);
        await pace.BeginAsync();
        await foreach (var _ in WriteAsync(endpoint, reply, stream, pace)) await FlushAsync(output, sink, cancellationToken);
        await FlushAsync(output, sink, cancellationToken);
    }

    /// <summary>Writes step by step; whoever takes the steps sends what each has written before taking the next.</summary>
    /// <returns>Whether more deltas follow; the last step, <c>false</c>, is the end or an error.</returns>
    public static async IAsyncEnumerable<bool> WriteAsync(IAnswerForm form, Reply reply, IReplyStream stream, AnswerPace pace)
    {
        var turns = new Queue<(ReplyChoice Choice, IEnumerator<Delta> Deltas)>(reply.Choices.Count);
        foreach (var choice in reply.Choices)
            turns.Enqueue((choice, Delta.Of(choice, reply.Script.Cut, form.StreamsArguments).GetEnumerator()));
        while (turns.TryDequeue(out var turn))
        {
            if (pace.FailsNow)
            {
                stream.Fail(reply.Script.ErrorAfterDelta!.Body);
                yield return false;
                yield break;
            }

            if (!turn.Deltas.MoveNext()) continue;
            turns.Enqueue(turn);
            stream.Write(turn.Choice, turn.Deltas.Current);
            yield return true;
            if (turn.Deltas.Current.Counts) await pace.DeltaSentAsync();
        }

        stream.Close();
        yield return false;
    }

    /// <summary>Literal bytes instead of a reply; every element counts as a delta.</summary>
    public static async Task SendRawAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> events, AnswerSink sink, AnswerPace pace, CancellationToken cancellationToken)
    {
        await pace.BeginAsync();
        foreach (var bytes in events)
        {
            await sink.SendAsync(bytes, cancellationToken);
            await pace.DeltaSentAsync();
        }
    }

    private static async ValueTask FlushAsync(EventOutput output, AnswerSink sink, CancellationToken cancellationToken)
    {
        foreach (var written in output.Events()) await sink.SendAsync(written, cancellationToken);
        output.Clear();
    }
}
