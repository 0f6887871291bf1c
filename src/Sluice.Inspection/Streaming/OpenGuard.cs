using System.Buffers;
using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Streaming;

/// <summary>Lets a stream through as it is: its grammar is unknown, and the policy says <c>Pass</c>.</summary>
internal sealed class OpenGuard : StreamGuard
{
    public override int Held => 0;

    public override int Buffered => 0;

    public override void Push(ReadOnlySpan<byte> arrived, IBufferWriter<byte> output) => output.Write(arrived);

    public override void Complete(IBufferWriter<byte> output)
    {
    }

    public override void Fail(Refusal refusal, IBufferWriter<byte> output) => Ended = true;
}
