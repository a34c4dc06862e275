using Microsoft.AspNetCore.Http;

namespace Kotwal.Console.Ui;

/// <summary>The person's choice of light or dark, kept in a cookie that the page's script writes.</summary>
internal static class Themes
{
    internal const string Cookie = "kotwal-theme";

    /// <summary><c>light</c> or <c>dark</c>; null when the person has not chosen and the system decides.</summary>
    internal static string? Read(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie] : null;
}
