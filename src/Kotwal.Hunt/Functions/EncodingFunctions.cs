using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions that take text from one writing to another.</summary>
internal static class EncodingFunctions
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        Of("base64_decode_tostring(text)", "The text that Base64 writes; absent where it is none, or not UTF-8.",
            "extend command = base64_decode_tostring(extract('-enc ([A-Za-z0-9+/=]+)', 1, event.original)) | where isnotempty(command)",
            Primitive.Base64Decode),
        Of("base64_decodestring(text)", "The same as base64_decode_tostring.",
            "where base64_decodestring(user.name) == 'root'", Primitive.Base64Decode),
        Of("base64_encode_tostring(text)", "The text in Base64.", "extend user = base64_encode_tostring(user.name) | distinct user",
            Primitive.Base64Encode),
        Of("url_decode(text)", "The text without percent-encoding.", "where url_decode(url.path) contains '../'", Primitive.UrlDecode),
        Of("url_encode(text)", "The text in percent-encoding.", "extend path = url_encode(url.path) | distinct path", Primitive.UrlEncode),
        Of("hash_sha256(value)", "The SHA-256 of the value as text, in hexadecimal digits.",
            "extend user = hash_sha256(user.name) | summarize count() by user", Primitive.Sha256),
        Of("hash_md5(value)", "The MD5 of the value as text, in hexadecimal digits.",
            "extend user = hash_md5(user.name) | summarize count() by user", Primitive.Md5),
    ];

    private static HuntFunction Of(string signature, string meaning, string example, Primitive primitive) =>
        new(signature, meaning, example, 1, 1, call => Call.Of(primitive, HuntType.Keyword, call.Text(0)));
}
