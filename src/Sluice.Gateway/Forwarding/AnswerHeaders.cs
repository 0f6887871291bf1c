using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Forwarding;

/// <summary>Takes away the headers of an answer that do not hold for what is sent in its place.</summary>
internal static class AnswerHeaders
{
    public static void ForReplacement(IHeaderDictionary headers, long? length)
    {
        headers.ContentLength = length;
        headers.Remove("Content-Encoding");
        headers.Remove("ETag");
        headers.Remove("Content-MD5");
        headers.Remove("Digest");
        headers.Remove("Content-Digest");
        headers.Remove("Repr-Digest");
    }
}
