using System.Text;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Answers;

/// <summary>Sends a reply as server-sent events, the choices taking turns, one flush for each event.</summary>
internal static class StreamAnswer
{
    private const int MaxEventBytes = 64 * 1024 * 1024;

    /// <summary>Refuses a script whose stream would have too many deltas, or fewer than it counts on.</summary>
    public static void Check(Reply reply, int maxDeltas)
    {
        int deltas = 0;
        foreach (var choice in reply.Choices)
        {
            foreach (var delta in Delta.Of(choice, reply.Script.Cut))
            {
                if (delta.Counts && ++deltas > maxDeltas)
                    throw RequestProblemException.Bad("sim.cut", $"the stream would have more than {maxDeltas} deltas");
            }
        }

        AnswerPace.Check(reply.Script, deltas);
    }

    public static async Task SendAsync(Reply reply, AnswerSink sink, AnswerPace pace, CancellationToken cancellationToken)
    {
        using var buffer = new ByteBuffer(MaxEventBytes);
        var writer = new ChunkWriter(reply);
        for (int i = 0; i < reply.Choices.Count; i++)
        {
            if (i > 0) writer.WriteBetween(buffer);
            writer.WriteRole(buffer, reply.Choices[i]);
            await FlushAsync(buffer, sink, cancellationToken);
        }

        await pace.BeginAsync();
        if (!await SendDeltasAsync(reply, writer, buffer, sink, pace, cancellationToken)) return;
        if (reply.IncludeUsageInStream)
        {
            writer.WriteBetween(buffer);
            writer.WriteUsage(buffer, reply.Usage!);
            await FlushAsync(buffer, sink, cancellationToken);
        }

        if (reply.Script.OmitDone) return;
        writer.WriteBetween(buffer);
        writer.WriteData(buffer, "[DONE]"u8);
        await FlushAsync(buffer, sink, cancellationToken);
    }

    /// <summary>Literal text instead of a reply; every text counts as a delta.</summary>
    public static async Task SendRawAsync(IReadOnlyList<string> events, AnswerSink sink, AnswerPace pace, CancellationToken cancellationToken)
    {
        await pace.BeginAsync();
        foreach (string text in events)
        {
            await sink.SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            await pace.DeltaSentAsync();
        }
    }

    /// <summary>False when the stream ended with an error event.</summary>
    private static async Task<bool> SendDeltasAsync(
        Reply reply, ChunkWriter writer, ByteBuffer buffer, AnswerSink sink, AnswerPace pace, CancellationToken cancellationToken)
    {
        var turns = new Queue<(ReplyChoice Choice, IEnumerator<Delta> Deltas)>(reply.Choices.Count);
        foreach (var choice in reply.Choices) turns.Enqueue((choice, Delta.Of(choice, reply.Script.Cut).GetEnumerator()));
        while (turns.TryDequeue(out var turn))
        {
            if (pace.FailsNow)
            {
                writer.WriteBetween(buffer);
                writer.WriteData(buffer, reply.Script.ErrorAfterDelta!.Body);
                await FlushAsync(buffer, sink, cancellationToken);
                return false;
            }

            if (!turn.Deltas.MoveNext()) continue;
            turns.Enqueue(turn);
            var delta = turn.Deltas.Current;
            writer.WriteBetween(buffer);
            writer.Write(buffer, turn.Choice, delta);
            await FlushAsync(buffer, sink, cancellationToken);
            if (delta.Counts) await pace.DeltaSentAsync();
        }

        return true;
    }

    private static async ValueTask FlushAsync(ByteBuffer buffer, AnswerSink sink, CancellationToken cancellationToken)
    {
        await sink.SendAsync(buffer.Written, cancellationToken);
        buffer.Clear();
    }
}
