using System.Text;
using System.Text.Json;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>Walks a request once with a forward reader: a long prompt costs a scan, not a document.</summary>
internal static class ChatRequestReader
{
    /// <exception cref="RequestProblemException">The body is not a JSON object, or a field has a wrong type or range.</exception>
    public static ChatRequest Read(ReadOnlySpan<byte> body)
    {
        return JsonRequest.Guarded(body, static bytes =>
        {
            var reader = new Utf8JsonReader(bytes);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw JsonRequest.NotJson("the top level must be an object");
            var request = new ChatRequest();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadField(ref reader, request);
            if (reader.Read()) throw JsonRequest.NotJson("there is more after the object");
            if (request.Store && request.HasMessages) request.Input = bytes[request.MessagesAt].ToArray();
            return request;
        });
    }

    private static void ReadField(ref Utf8JsonReader reader, ChatRequest request)
    {
        if (reader.ValueTextEquals("model"u8)) request.Model = Text(ref reader, "model");
        else if (reader.ValueTextEquals("agent_id"u8)) request.Model ??= Text(ref reader, "agent_id");
        else if (reader.ValueTextEquals("messages"u8)) ReadMessages(ref reader, request);
        else if (reader.ValueTextEquals("stream"u8)) request.Stream = Flag(ref reader, "stream");
        else if (reader.ValueTextEquals("stream_options"u8)) request.IncludeUsage = ReadIncludeUsage(ref reader);
        else if (reader.ValueTextEquals("n"u8)) request.Choices = Number(ref reader, "n", 1, 128) ?? 1;
        else if (reader.ValueTextEquals("logprobs"u8)) request.Logprobs = Flag(ref reader, "logprobs");
        else if (reader.ValueTextEquals("top_logprobs"u8)) request.TopLogprobs = Number(ref reader, "top_logprobs", 0, 20) ?? 0;
        else if (reader.ValueTextEquals("tools"u8)) ReadFirstTool(ref reader, request);
        else if (reader.ValueTextEquals("store"u8)) request.Store = Flag(ref reader, "store");
        else if (reader.ValueTextEquals("sim"u8)) request.Script = JsonRequest.ReadScriptField(ref reader);
        else Skip(ref reader);
    }

    private static void ReadMessages(ref Utf8JsonReader reader, ChatRequest request)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw RequestProblemException.Bad("messages", "must be an array");
        int start = (int)reader.TokenStartIndex;
        // The content of the newest user message is decoded once, at the end: a reader is a cheap bookmark.
        Utf8JsonReader lastUser = default, last = default;
        bool userSeen = false, lastIsTool = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw RequestProblemException.Bad("messages", "must hold objects");
            request.HasMessages = true;
            last = ReadMessage(ref reader, out bool isUser, out lastIsTool);
            if (!isUser) continue;
            lastUser = last;
            userSeen = true;
        }

        request.MessagesAt = start..(int)reader.BytesConsumed;
        if (userSeen) request.LastUserText = ContentText(lastUser);
        if (lastIsTool) request.ToolResult = ContentText(last);
    }

    /// <summary>Returns a reader that stands at the message's content.</summary>
    private static Utf8JsonReader ReadMessage(scoped ref Utf8JsonReader reader, out bool isUser, out bool isTool)
    {
        Utf8JsonReader content = default;
        isUser = isTool = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                isUser = reader.ValueTextEquals("user"u8);
                isTool = reader.ValueTextEquals("tool"u8);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                content = reader;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return content;
    }

    /// <summary>A string, or the <c>text</c> of an array's parts.</summary>
    private static string ContentText(Utf8JsonReader content)
    {
        if (content.TokenType == JsonTokenType.String) return content.GetString()!;
        if (content.TokenType != JsonTokenType.StartArray) return "";
        var text = new StringBuilder();
        int depth = content.CurrentDepth;
        while (content.Read() && content.CurrentDepth > depth)
        {
            if (content.CurrentDepth != depth + 2 || content.TokenType != JsonTokenType.PropertyName || !content.ValueTextEquals("text"u8)) continue;
            content.Read();
            if (content.TokenType != JsonTokenType.String) continue;
            if (text.Length > 0) text.Append(' ');
            text.Append(content.GetString());
        }

        return text.ToString();
    }

    private static bool ReadIncludeUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return false;
        if (reader.TokenType != JsonTokenType.StartObject) throw RequestProblemException.Bad("stream_options", "must be an object");
        bool include = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("include_usage"u8)) include = Flag(ref reader, "stream_options.include_usage");
            else Skip(ref reader);
        }

        return include;
    }

    /// <summary>The first <c>function.name</c> below <c>tools</c>.</summary>
    private static void ReadFirstTool(ref Utf8JsonReader reader, ChatRequest request)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray) { reader.Skip(); return; }
        int depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            // [ { "function": { "name": … } } ]: the name stands three levels below the array.
            if (request.FirstTool is null && reader.CurrentDepth == depth + 3 && reader.TokenType == JsonTokenType.PropertyName
                && reader.ValueTextEquals("name"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                request.FirstTool = reader.GetString();
        }
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static string Text(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw RequestProblemException.Bad(field, "must be a string");
    }

    private static bool Flag(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False or JsonTokenType.Null => false,
            _ => throw RequestProblemException.Bad(field, "must be true or false"),
        };
    }

    private static int? Number(ref Utf8JsonReader reader, string field, int least, int most)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value) && value >= least && value <= most) return value;
        throw RequestProblemException.Bad(field, $"must be a whole number from {least} to {most}");
    }
}
