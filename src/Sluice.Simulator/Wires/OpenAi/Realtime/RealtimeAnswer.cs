using System.Text;
using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>Sends one response, step by step, at the script's pace.</summary>
internal static class RealtimeAnswer
{
    /// <param name="ending">Told before the last event goes out: who reads that event may ask again at once.</param>
    public static async Task SendAsync(
        Reply reply, RealtimeStream stream, EventOutput output, RealtimeConnection connection, AnswerPace pace, Action ending)
    {
        var script = reply.Script;
        await pace.BeforeHeadersAsync();
        if (script.Error is { } error)
        {
            stream.Fail(error.Body);
            ending();
            await connection.SendAsync(output, script.TcpChunk);
            return;
        }

        if (script.RawEvents is { } events)
        {
            await SendRawAsync(events, output, connection, pace, ending);
            return;
        }

        stream.Open();
        await connection.SendAsync(output, script.TcpChunk);
        await pace.BeginAsync();
        await foreach (bool more in StreamAnswer.WriteAsync(RealtimeForm.Instance, reply, stream, pace))
        {
            if (!more) ending();
            await connection.SendAsync(output, script.TcpChunk);
        }
    }

    private static async Task SendRawAsync(
        IReadOnlyList<string> events, EventOutput output, RealtimeConnection connection, AnswerPace pace, Action ending)
    {
        await pace.BeginAsync();
        for (int i = 0; i < events.Count; i++)
        {
            Encoding.UTF8.GetBytes(events[i], output);
            output.EndEvent();
            if (i == events.Count - 1) ending();
            await connection.SendAsync(output, 0);
            await pace.DeltaSentAsync();
        }

        ending();
    }
}
