using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Sluice.Simulator.Requests;

/// <summary>JSON bodies: what cannot be read is a complaint and not a failure.</summary>
internal static class JsonRequest
{
    private static readonly JsonDocumentOptions ScriptDocument = new() { AllowDuplicateProperties = false };

    /// <summary>Reads with what may find that the bytes are no JSON.</summary>
    public static T Guarded<T>(ReadOnlySpan<byte> body, Func<ReadOnlySpan<byte>, T> read)
    {
        try
        {
            return read(body);
        }
        catch (JsonException e)
        {
            throw NotJson($"line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            // The reader's word for a string that is not valid UTF-8 or holds half a surrogate pair.
            throw NotJson("a string is not valid Unicode");
        }
    }

    /// <summary>Reads an object by its fields; the field <c>sim</c> is taken care of.</summary>
    public static ChatRequest Read(ReadOnlyMemory<byte> body, Func<JsonElement, ChatRequest> read) => Guarded(body.Span, _ =>
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw NotJson("the top level must be an object");
        var request = read(document.RootElement);
        if (document.RootElement.TryGetProperty("sim", out var script)) request.Script = ReadScript(Encoding.UTF8.GetBytes(script.GetRawText()), "sim");
        return request;
    });

    /// <summary>An object that outlives the body, with no text in it that could not be read later.</summary>
    public static JsonElement ReadObject(ReadOnlyMemory<byte> body) => Guarded(body.Span, bytes =>
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw NotJson("the top level must be an object");
    });

    /// <summary>The field <c>sim</c> and nothing else; null when the body is not a JSON object.</summary>
    public static ChatRequest? ReadScriptOnly(ReadOnlySpan<byte> body)
    {
        var request = new ChatRequest();
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("sim"u8)) request.Script = ReadScriptField(ref reader);
                else Skip(ref reader);
            }

            return request;
        }
        catch (JsonException)
        {
            // Not ours to judge: other paths take other bodies.
            return null;
        }
    }

    public static JsonElement ReadScript(ReadOnlyMemory<byte> json, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(json, ScriptDocument);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw RequestProblemException.Bad(field, "is not a JSON object without repeated names");
        }
    }

    public static JsonElement ReadScriptField(ref Utf8JsonReader reader)
    {
        reader.Read();
        using var document = JsonDocument.ParseValue(ref reader);
        return ReadScript(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()), "sim");
    }

    public static RequestProblemException NotJson(string where) =>
        new(StatusCodes.Status400BadRequest, $"The body of the request could not be read as JSON: {where}.");

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
