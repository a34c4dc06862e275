namespace Kotwal.Serving;

/// <summary>What the server says of itself when it starts.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(9021, LogLevel.Warning, "The rule {Path}:{Line} is not used: {Reason}")]
    public static partial void RuleRejected(this ILogger log, string path, int? line, string reason);
}
