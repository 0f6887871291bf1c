using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>Words of the protocol as they are meant, however they are spelled.</summary>
internal static class ProtocolWord
{
    /// <summary>The content of a JSON string with its escapes resolved. Allocates only where there are some, which no client writes.</summary>
    public static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonStrings.Decode(raw)) : raw;
}
