using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Syslog;

/// <summary>
/// What OpenSSH's server says about sign-ins. User names come from strangers and may hold blanks, so the address is sought from
/// the end.
/// </summary>
internal static class SshdMessage
{
    private static readonly Field Method = Field.Of("ssh.method");
    private static readonly EventNature Login = EventNature.Of("authentication", "start", "ssh_login", "success");
    private static readonly EventNature LoginFailed = EventNature.Of("authentication", "start", "ssh_login", "failure");
    private static readonly EventNature InvalidUser = EventNature.Of("authentication", "start", "ssh_invalid_user", "failure");
    private static readonly EventNature Disconnected = EventNature.Of("authentication,session", "end", "ssh_disconnected");
    private static readonly EventNature SessionOpened = EventNature.Of("authentication,session", "start", "ssh_session_opened", "success");
    private static readonly EventNature SessionClosed = EventNature.Of("authentication,session", "end", "ssh_session_closed", "success");

    public static void Add(EventBatch output, ReadOnlySpan<byte> message, int start)
    {
        var line = new SshdLine(message, start);
        if (line.TrySkip("Failed "u8) || line.TrySkip("Postponed "u8))
        {
            line.AddWord(output, Method);
            line.TrySkip("for "u8);
            line.TrySkip("invalid user "u8);
            line.TrySkip("illegal user "u8);
            line.AddUserFromAddress(output);
            LoginFailed.AddTo(output);
        }
        else if (line.TrySkip("Accepted "u8))
        {
            line.AddWord(output, Method);
            line.TrySkip("for "u8);
            line.AddUserFromAddress(output);
            Login.AddTo(output);
        }
        else if (line.TrySkip("Invalid user "u8) || line.TrySkip("Illegal user "u8))
        {
            line.AddUserFromAddress(output);
            InvalidUser.AddTo(output);
        }
        else if (line.TrySkip("Disconnected from "u8) || line.TrySkip("Connection closed by "u8) || line.TrySkip("Connection reset by "u8)
            || line.TrySkip("Received disconnect from "u8))
        {
            _ = line.TrySkip("authenticating "u8) || line.TrySkip("invalid "u8);
            line.AddUserAndAddress(output);
            Disconnected.AddTo(output);
        }
        else if (line.TrySkip("pam_unix(sshd:session): session "u8))
        {
            var isOpened = line.TrySkip("opened for user "u8);
            if (isOpened || line.TrySkip("closed for user "u8))
            {
                line.AddSessionUser(output);
                (isOpened ? SessionOpened : SessionClosed).AddTo(output);
            }
        }
        else if (line.TrySkip("pam_unix(sshd:auth): authentication failure;"u8))
        {
            line.AddPairs(output);
            LoginFailed.AddTo(output);
        }
    }
}
