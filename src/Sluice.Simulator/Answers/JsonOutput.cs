using System.Buffers;
using System.Runtime.CompilerServices;

namespace Sluice.Simulator.Answers;

/// <summary>Writes templates.</summary>
internal static class JsonOutput
{
    public static void Json(
        this IBufferWriter<byte> output, [InterpolatedStringHandlerArgument(nameof(output))] JsonTemplate json)
    {
        // The template wrote itself while it was put together.
        _ = json;
    }
}
