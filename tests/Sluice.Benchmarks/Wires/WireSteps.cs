using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires;

namespace Sluice.Benchmarks.Wires;

/// <summary>A whole stream of a wire as the simulator writes it: what comes before the text, the events of each delta, what ends it.</summary>
internal sealed record WireSteps(byte[] Opening, IReadOnlyList<byte[]> Deltas, byte[] End)
{
    private const int MostStepBytes = 16 << 20;

    public static WireSteps Of(Wire wire, IReadOnlyList<string> deltas)
    {
        var choice = new ReplyChoice(0, string.Concat(deltas), [], "stop");
        var request = new ChatRequest { Model = "bench-model", Stream = true };
        var reply = new Reply(request, 1, $"{wire.Endpoint.IdPrefix}1", 1_700_000_000, [choice], Script.None) { Usage = new ScriptUsage(512, deltas.Count) };
        using var output = new EventOutput(MostStepBytes);
        IReplyStream stream = wire.Endpoint.OpenStream(output, reply);
        byte[] opening = Step(output, stream.Open);
        List<byte[]> steps = [.. deltas.Select(d => Step(output, () => stream.Write(choice, new Delta(DeltaKind.Content, d.AsMemory()))))];
        byte[] end = Step(output, () =>
        {
            stream.Write(choice, new Delta(DeltaKind.Finish, default));
            stream.Close();
        });
        return new WireSteps(opening, steps, end);
    }

    private static byte[] Step(EventOutput output, Action write)
    {
        output.Clear();
        write();
        return output.Written.ToArray();
    }
}
