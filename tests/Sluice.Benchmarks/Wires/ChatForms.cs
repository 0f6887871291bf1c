using System.Text.Json;

namespace Sluice.Benchmarks.Wires;

/// <summary>A chat request in the form of each endpoint. Each writes the members of the body's object.</summary>
internal static class ChatForms
{
    private const double Temperature = 0.7;

    /// <summary>Cohere's as well.</summary>
    public static void OpenAi(Utf8JsonWriter json, ChatOrder order)
    {
        Head(json, order);
        json.WriteNumber("temperature", Temperature);
        json.WriteStartArray("messages");
        Messages(json, order);
        json.WriteEndArray();
    }

    public static void Ollama(Utf8JsonWriter json, ChatOrder order)
    {
        Head(json, order);
        json.WriteStartObject("options");
        json.WriteNumber("temperature", Temperature);
        json.WriteEndObject();
        json.WriteStartArray("messages");
        Messages(json, order);
        json.WriteEndArray();
    }

    public static void Responses(Utf8JsonWriter json, ChatOrder order)
    {
        Head(json, order);
        json.WriteNumber("temperature", Temperature);
        json.WriteStartArray("input");
        Messages(json, order);
        json.WriteEndArray();
    }

    public static void Anthropic(Utf8JsonWriter json, ChatOrder order)
    {
        Head(json, order);
        json.WriteNumber("max_tokens", 1_024);
        json.WriteNumber("temperature", Temperature);
        if (order.System is { } system)
            json.WriteString("system", system);
        json.WriteStartArray("messages");
        foreach ((bool isUser, string text) in order.Said)
            Message(json, isUser ? "user" : "assistant", text);
        json.WriteEndArray();
    }

    /// <summary>The path names the model and asks for a stream.</summary>
    public static void Gemini(Utf8JsonWriter json, ChatOrder order)
    {
        if (order.System is { } system)
        {
            json.WriteStartObject("systemInstruction");
            Texts(json, "parts", system);
            json.WriteEndObject();
        }

        json.WriteStartArray("contents");
        foreach ((bool isUser, string text) in order.Said)
        {
            json.WriteStartObject();
            json.WriteString("role", isUser ? "user" : "model");
            Texts(json, "parts", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>As with <see cref="Gemini"/>.</summary>
    public static void Bedrock(Utf8JsonWriter json, ChatOrder order)
    {
        if (order.System is { } system)
            Texts(json, "system", system);
        json.WriteStartArray("messages");
        foreach ((bool isUser, string text) in order.Said)
        {
            json.WriteStartObject();
            json.WriteString("role", isUser ? "user" : "assistant");
            Texts(json, "content", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Head(Utf8JsonWriter json, ChatOrder order)
    {
        json.WriteString("model", order.Model);
        json.WriteBoolean("stream", order.Stream);
    }

    private static void Messages(Utf8JsonWriter json, ChatOrder order)
    {
        if (order.System is { } system)
            Message(json, "system", system);
        foreach ((bool isUser, string text) in order.Said)
            Message(json, isUser ? "user" : "assistant", text);
    }

    private static void Message(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
