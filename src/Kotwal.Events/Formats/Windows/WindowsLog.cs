namespace Kotwal.Events.Formats.Windows;

/// <summary>The Windows logs whose event data we know by name.</summary>
internal enum WindowsLog
{
    Other,
    Sysmon,
    Security,
    PowerShell,
    System,
}
