using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Kotwal.City.Access;

/// <summary>
/// How a token is written: <c>kotwal_</c>, 40 random letters and digits (238 bits), 6 that check them. The prefix lets secret
/// scanners find a lost one, the check lets a mistyped one be told without asking the database.
/// </summary>
internal static class TokenText
{
    internal const string Prefix = "kotwal_";
    private const int RandomSigns = 40;
    private const int CheckSigns = 6;
    private const int Length = 7 + RandomSigns + CheckSigns;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Signs = SearchValues.Create(Alphabet);

    internal static string Create()
    {
        var body = Prefix + RandomNumberGenerator.GetString(Alphabet, RandomSigns);
        return body + Check(body);
    }

    /// <summary>Whether the text could be a token: right length, prefix, signs and check.</summary>
    internal static bool IsWellFormed(string text) =>
        text.Length == Length
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Signs) < 0
        && text.AsSpan(Length - CheckSigns).SequenceEqual(Check(text[..^CheckSigns]));

    /// <summary>SHA-256 of the whole text, as it is stored.</summary>
    internal static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Check(string body)
    {
        var hash = BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes(body)));
        return string.Create(CheckSigns, hash, (signs, rest) =>
        {
            foreach (ref var sign in signs)
            {
                sign = Alphabet[(int)(rest % (uint)Alphabet.Length)];
                rest /= (uint)Alphabet.Length;
            }
        });
    }
}
