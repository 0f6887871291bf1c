using System.Buffers;
using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Answers;

/// <summary>Answers what is not a chat: the list of models, one model, or an error that names the path.</summary>
internal static class ModelList
{
    private const string ListPath = "/v1/models";
    private const string OnePrefix = "/v1/models/";

    /// <exception cref="RequestProblemException">There is nothing at the path, or not for this method.</exception>
    public static byte[] Answer(string method, string path)
    {
        bool isList = path is ListPath or OnePrefix;
        bool isOne = !isList && path.StartsWith(OnePrefix, StringComparison.Ordinal);
        bool isChat = path.EndsWith("/chat/completions", StringComparison.Ordinal);
        if (!isList && !isOne && !isChat)
            throw new RequestProblemException(StatusCodes.Status404NotFound, $"The simulator has nothing at {Shorten(path)}.", code: "unknown_url");
        if (isChat || !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method)))
            throw new RequestProblemException(StatusCodes.Status405MethodNotAllowed, $"{method} is not allowed here.", code: "method_not_allowed");
        using var buffer = new ByteBuffer(64 * 1024);
        if (isOne) WriteModel(buffer, Shorten(path[OnePrefix.Length..]));
        else WriteList(buffer);
        return buffer.Written.ToArray();
    }

    private static void WriteList(IBufferWriter<byte> output)
    {
        JsonText.Raw(output, "{\"object\":\"list\",\"data\":["u8);
        bool first = true;
        foreach (string model in Presets.Models)
        {
            if (!first) JsonText.Raw(output, ","u8);
            first = false;
            WriteModel(output, model);
        }

        JsonText.Raw(output, "]}"u8);
    }

    private static void WriteModel(IBufferWriter<byte> output, string model)
    {
        JsonText.Raw(output, "{\"id\":"u8);
        JsonText.String(output, model);
        JsonText.Raw(output, ",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"sluice-simulator\"}"u8);
    }

    private static string Shorten(string text) => text.Length <= 256 ? text : text[..256];
}
