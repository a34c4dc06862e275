namespace Kotwal.Console.Entry;

/// <summary>Keeps a redirect inside the house.</summary>
internal static class LocalPath
{
    /// <summary>
    /// The path, if a browser would stay on this server with it; otherwise the start page. Blanks and signs
    /// beyond ASCII, which a header cannot carry, are escaped as browsers write it.
    /// </summary>
    internal static string OrHome(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? InAscii(path) : "/";

    private static string InAscii(string path) =>
        string.Concat(path.EnumerateRunes().Select(sign => sign.Value is > ' ' and <= '~' ? sign.ToString() : Uri.EscapeDataString(sign.ToString())));
}
