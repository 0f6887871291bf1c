using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sluice.Inspection.Detection.Agents;

/// <summary>
/// The hash of a tool's definition: SHA-256 of its JSON with members in the order of their names, without white space, strings as UTF-8 that escapes nothing but what it must. How a server
/// spells or sorts it makes no difference; a changed, added or removed word does.
/// </summary>
public static class DefinitionHash
{
    /// <summary>What a hash begins with.</summary>
    public const string Prefix = "sha256:";

    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The hash of <paramref name="definition"/>, which is one JSON value; null where it is none.</summary>
    public static string? Of(ReadOnlySpan<byte> definition)
    {
        try
        {
            Utf8JsonReader reader = new(definition, new JsonReaderOptions { MaxDepth = 512 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return null; // An answer may hold what only looks like JSON; no pin fits it.
        }
        catch (InvalidOperationException)
        {
            return null; // A lone surrogate, spelled as an escape.
        }
    }

    /// <summary>The hash of a definition.</summary>
    public static string Of(JsonElement definition)
    {
        ArrayBufferWriter<byte> canonical = new(1024);
        using (Utf8JsonWriter writer = new(canonical, Plain))
            Write(definition, writer);
        return Prefix + Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement element in value.EnumerateArray())
                    Write(element, writer);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
