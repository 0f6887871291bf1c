using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>The text of a <see cref="FlatShape"/>, whole or one event of a stream.</summary>
internal static class FlatAnswer
{
    /// <summary>Deeper than any document that was walked before.</summary>
    private const int MaxDepth = 1_000;

    /// <summary>The lane of a stream's text.</summary>
    public static LaneKey Lane { get; } = new(0, 1, 0);

    /// <summary>Takes the value at hand. With a lane the text is a piece of one that goes on, and a reason to stop ends it.</summary>
    public static void Visit(ref JsonWalker walker, FlatShape shape, Exchange exchange, LaneKey lane = default)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        bool stops = false;
        while (walker.NextProperty())
        {
            if (walker.NameIs(shape.Text))
            {
                walker.Value();
                walker.Text(ContentScope.Assistant, lane);
            }
            else if (walker.NameIs(shape.Stop))
            {
                walker.Value();
                stops = walker.Token == JsonTokenType.String;
                walker.Text(ContentScope.Assistant);
            }
            else if (shape.List.Length > 0 && walker.NameIs(shape.List))
            {
                walker.Value();
                Items(ref walker, shape, exchange, lane);
            }
            else
            {
                Other(ref walker, shape, exchange);
            }
        }

        if (stops && !lane.IsNone)
            walker.AddEnd(new ChoiceEnd(lane.Choice, DeltaStart: -1, DeltaEmpty: false));
    }

    /// <summary>As <see cref="Endpoint.TryWriteBlocked"/>: the same answer, its texts empty and ended as by a filter.</summary>
    public static bool TryWriteBlocked(ReadOnlySpan<byte> body, FlatShape shape, IBufferWriter<byte> output)
    {
        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        using Utf8JsonWriter json = new(output);
        return reader.TokenType == JsonTokenType.StartObject && Empty(ref reader, body, shape, json);
    }

    private static void Items(ref JsonWalker walker, FlatShape shape, Exchange exchange, LaneKey lane)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextElement())
            Visit(ref walker, shape, exchange, lane);
    }

    private static void Other(ref JsonWalker walker, FlatShape shape, Exchange exchange)
    {
        if (shape.InputTokens.Length > 0 && walker.NameIs(shape.InputTokens))
        {
            walker.Value();
            exchange.Usage = exchange.Usage with { Input = walker.Int64Or(exchange.Usage.Input) };
            walker.Protocol(ContentScope.Assistant);
        }
        else if (shape.OutputTokens.Length > 0 && walker.NameIs(shape.OutputTokens))
        {
            walker.Value();
            exchange.Usage = exchange.Usage with { Output = walker.Int64Or(exchange.Usage.Output) };
            walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.ResponseModel ??= walker.StringOrNull();
            walker.Text(ContentScope.Assistant);
        }
        else if (walker.NameIs("amazon-bedrock-invocationMetrics"u8))
        {
            walker.ProtocolProperty(ContentScope.Assistant);
        }
        else
        {
            walker.Property(ContentScope.Assistant);
        }
    }

    /// <summary>Copies the object that the reader has entered; whether it has a text.</summary>
    private static bool Empty(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, FlatShape shape, Utf8JsonWriter json)
    {
        bool found = false;
        json.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool text = reader.ValueTextEquals(shape.Text);
            bool stop = reader.ValueTextEquals(shape.Stop);
            bool list = shape.List.Length > 0 && reader.ValueTextEquals(shape.List);
            json.WritePropertyName(reader.GetString()!);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            if (list && reader.TokenType == JsonTokenType.StartArray)
            {
                found |= EmptyItems(ref reader, body, shape, json);
                continue;
            }

            reader.Skip();
            if (text || stop)
                json.WriteStringValue(text ? [] : shape.Blocked);
            else
                json.WriteRawValue(body[start..(int)reader.BytesConsumed], skipInputValidation: true);
            found |= text;
        }

        json.WriteEndObject();
        return found;
    }

    private static bool EmptyItems(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, FlatShape shape, Utf8JsonWriter json)
    {
        bool found = false;
        json.WriteStartArray();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            found |= Empty(ref reader, body, shape, json);
        while (reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            reader.Read();
        }

        json.WriteEndArray();
        return found;
    }
}
