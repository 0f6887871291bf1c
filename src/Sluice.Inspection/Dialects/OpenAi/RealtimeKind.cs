namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>What a server event's type says of it.</summary>
/// <param name="Field">The running text that it continues or ends, one of the constants; 0 for none.</param>
/// <param name="Ends">It ends that text.</param>
internal readonly record struct RealtimeKind(int Field, bool Ends)
{
    public const int Text = 1;
    public const int Transcript = 2;
    public const int Arguments = 3;
    public const int McpArguments = 4;

    /// <summary>What the user said, as the provider understood it.</summary>
    public const int Heard = 5;

    /// <summary>As <see cref="Heard"/>, complete.</summary>
    public const int HeardWhole = 6;

    /// <summary>Sound, which is no text.</summary>
    public const int Sound = 7;

    /// <summary>A text that goes on in events of a type that nobody here knows.</summary>
    public const int Unknown = 8;

    /// <summary>Whose words its text is.</summary>
    public ContentScope Scope => Field switch
    {
        Arguments or McpArguments => ContentScope.ToolCall,
        Heard or HeardWhole => ContentScope.User,
        _ => ContentScope.Assistant,
    };

    /// <param name="type">The type as its JSON spells it. Names from before the general availability are still in use.</param>
    public static RealtimeKind Of(ReadOnlySpan<byte> type)
    {
        bool delta = type.EndsWith(".delta"u8);
        bool done = type.EndsWith(".done"u8);
        if (type.StartsWith("conversation.item.input_audio_transcription."u8))
            return delta ? new RealtimeKind(Heard, Ends: false) : new RealtimeKind(HeardWhole, Ends: !type.EndsWith(".segment"u8));
        if (!delta && !done)
            return default;
        return new RealtimeKind(FieldOf(type[..type.LastIndexOf((byte)'.')]), done);
    }

    private static int FieldOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("response.output_text"u8) || name.SequenceEqual("response.text"u8))
            return Text;
        if (name.SequenceEqual("response.output_audio_transcript"u8) || name.SequenceEqual("response.audio_transcript"u8))
            return Transcript;
        if (name.SequenceEqual("response.function_call_arguments"u8))
            return Arguments;
        if (name.SequenceEqual("response.mcp_call_arguments"u8))
            return McpArguments;
        return name.SequenceEqual("response.output_audio"u8) || name.SequenceEqual("response.audio"u8) ? Sound : Unknown;
    }
}
