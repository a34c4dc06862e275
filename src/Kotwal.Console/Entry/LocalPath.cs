namespace Kotwal.Console.Entry;

/// <summary>Keeps a redirect inside the house.</summary>
internal static class LocalPath
{
    /// <summary>The path, if a browser would stay on this server with it; otherwise the start page.</summary>
    internal static string OrHome(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/";
}
