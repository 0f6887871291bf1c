using System.Buffers;
using System.Text;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Tests;

/// <summary>
/// Stands in the inspecting room's place with verdicts that a body asks for: REFUSE, REPLACE, THROW. Streams are passed line by line, with
/// "secret" replaced; a line END ends the stream by decision, a line THROW fails.
/// </summary>
internal static class ProbeInspection
{
    public static InspectionEntry Entry { get; } = new(Request, Response, Open);

    public static InspectionEntry WithoutStreams { get; } = new(Request, Response, (_, _, _) => null);

    private static BodyVerdict Request(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits)
    {
        exchange.Model = "probe-model";
        return Judge(exchange, Direction.Request, body, new Refusal(400, "probe_refused", "Refused by the probe."));
    }

    private static BodyVerdict Response(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits)
    {
        exchange.ResponseModel = "probe-answer";
        exchange.Usage = new TokenUsage(7, 11);
        return Judge(exchange, Direction.Response, body, new Refusal(403, "probe_refused_answer", "Refused by the probe."));
    }

    private static BodyVerdict Judge(Exchange exchange, Direction direction, ReadOnlySpan<byte> body, Refusal refusal)
    {
        if (body.IndexOf("THROW"u8) >= 0)
            throw new InvalidOperationException("the probe was told to fail: canary-in-exception");
        if (body.IndexOf("REFUSE"u8) >= 0)
        {
            exchange.Tally.Add(direction, "probe/refuse", Decision.Block);
            return new BodyVerdict(refusal, null);
        }

        if (body.IndexOf("REPLACE"u8) < 0)
            return default;
        exchange.Tally.Add(direction, "probe/replace", Decision.Redact);
        var replacement = new PooledBuffer<byte>();
        replacement.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("REPLACE", "done", StringComparison.Ordinal)));
        return new BodyVerdict(null, replacement);
    }

    private static LineGuard Open(Exchange exchange, string mediaType, InspectionLimits limits) => new(exchange);

    private sealed class LineGuard(Exchange exchange) : StreamGuard
    {
        private readonly List<byte> _line = [];

        public override int Held => _line.Count;

        public override int Buffered => _line.Count;

        public override void Push(ReadOnlySpan<byte> arrived, IBufferWriter<byte> output)
        {
            foreach (byte b in arrived)
            {
                _line.Add(b);
                if (b == '\n')
                    Release(output);
                if (Ended)
                    return;
            }
        }

        public override void Complete(IBufferWriter<byte> output) => Release(output);

        public override void Fail(Refusal refusal, IBufferWriter<byte> output)
        {
            Ended = true;
            output.Write(Encoding.UTF8.GetBytes($"failed: {refusal.Code}\n"));
        }

        private void Release(IBufferWriter<byte> output)
        {
            string line = Encoding.UTF8.GetString([.. _line]);
            _line.Clear();
            if (line.StartsWith("THROW", StringComparison.Ordinal))
                throw new InvalidOperationException("the probe was told to fail");
            if (line.StartsWith("END", StringComparison.Ordinal))
            {
                Ended = true;
                exchange.Tally.Add(Direction.Response, "probe/end", Decision.Block);
                line = "ended by decision\n";
            }

            output.Write(Encoding.UTF8.GetBytes(line.Replace("secret", "[gone]", StringComparison.Ordinal)));
        }
    }
}
