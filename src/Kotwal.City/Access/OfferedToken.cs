using System.Text;
using Microsoft.AspNetCore.Http;

namespace Kotwal.City.Access;

/// <summary>Finds the token in a request's <c>Authorization</c>.</summary>
internal static class OfferedToken
{
    private const string Bearer = "Bearer";
    private const int MaxBytes = 1024;

    /// <summary>The token's text; null when there is none in a form that is taken.</summary>
    public static string? Read(HttpRequest request, TokenForms forms)
    {
        var header = request.Headers.Authorization.ToString();
        var end = header.IndexOf(' ', StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var (scheme, rest) = (header[..end], header[(end + 1)..].Trim());
        return Is(scheme, Bearer) ? rest
            : Is(scheme, nameof(TokenForms.Basic)) && forms.HasFlag(TokenForms.Basic) ? SecondOf(rest)
            : Is(scheme, nameof(TokenForms.ApiKey)) && forms.HasFlag(TokenForms.ApiKey) ? SecondOf(rest)
            : null;
    }

    private static bool Is(string scheme, string name) => scheme.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands behind the colon; a token has none itself.</summary>
    private static string? SecondOf(string base64)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        var pair = bytes[..length];
        var colon = pair.LastIndexOf((byte)':');
        return colon < 0 ? null : Encoding.UTF8.GetString(pair[(colon + 1)..]);
    }
}
