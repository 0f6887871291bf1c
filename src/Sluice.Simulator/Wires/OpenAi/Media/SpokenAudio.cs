using System.Buffers.Binary;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.OpenAi.Media;

/// <summary><c>/v1/audio/speech</c>: a tenth of a second of silence as a WAV file, at once or as <c>speech.audio.delta</c> events.</summary>
internal sealed class SpokenAudio : IPlainEndpoint
{
    private const int SamplesPerSecond = 8000;
    private const int Bytes = SamplesPerSecond / 10;

    private static readonly byte[] Wav = Silence();

    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var body = JsonRequest.ReadObject(exchange.Body);
        if (string.IsNullOrEmpty(body.Text("input"))) throw RequestProblemException.Bad("input", "must be a string that is not empty");
        if (!body.Is("stream_format", "sse")) return new PlainAnswer(Wav, "audio/wav");
        return new PlainAnswer(default, ContentTypes.EventStream)
        {
            Events =
            [
                Event(script, Verbatim.Of($$"""{"type":"speech.audio.delta","audio":{{Convert.ToBase64String(Wav)}}}""")),
                Event(script, Verbatim.Raw("""{"type":"speech.audio.done","usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""")),
            ],
        };
    }

    private static ReadOnlyMemory<byte> Event(Script script, Verbatim data)
    {
        using var output = new EventOutput(64 * 1024);
        new Frames(new SseFraming(script), output, []).Literal("", data.Json.Span);
        return output.Written.ToArray();
    }

    /// <summary>The header of RIFF WAVE, PCM of 8 bits and one channel, and its samples.</summary>
    private static byte[] Silence()
    {
        byte[] wav = new byte[44 + Bytes];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), 36 + Bytes);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), SamplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), SamplesPerSecond);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 8);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), Bytes);
        wav.AsSpan(44).Fill(0x80);
        return wav;
    }
}
