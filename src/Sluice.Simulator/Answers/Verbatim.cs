using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Simulator.Answers;

/// <summary>JSON that is finished.</summary>
internal readonly record struct Verbatim(ReadOnlyMemory<byte> Json)
{
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Verbatim Nothing { get; }

    public static Verbatim Null { get; } = Raw("null");

    public static Verbatim Raw(string json) => new(Encoding.UTF8.GetBytes(json));

    public static Verbatim Of(JsonTemplate json) => new(json.ToBytes());

    /// <summary>A value on one line: a line end in it would end an event.</summary>
    public static Verbatim Of(JsonElement value) => new(JsonSerializer.SerializeToUtf8Bytes(value, AsItIs));

    /// <summary>The arguments of a tool call as the object that they are.</summary>
    public static Verbatim ArgumentsOf(string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return Of(document.RootElement);
    }

    public static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
