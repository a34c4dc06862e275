namespace Kotwal.Console.Ui;

/// <summary>Paths of the line icons, drawn for a square of 24 with a stroke of 1.75 and round ends.</summary>
public static class Icons
{
    public const string Gauge = "M4 18a8.5 8.5 0 1 1 16 0M12 14l4-5M8 18h8";
    public const string Rows = "M4 6h16M4 12h16M4 18h10";
    public const string Bell = "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4";
    public const string Shield = "M12 3l8 3v6c0 4.5-3.4 8-8 9-4.6-1-8-4.5-8-9V6z";
    public const string Case = "M4 8h16v11H4zM9 8V5h6v3M4 13h16";
    public const string Book = "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6";
    public const string Antenna = "M12 12v9M8.5 21h7M12 12m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M8 16a5.7 5.7 0 0 1 0-8M16 16a5.7 5.7 0 0 0 0-8M5 18.5a9.5 9.5 0 0 1 0-13M19 18.5a9.5 9.5 0 0 0 0-13";
    public const string Search = "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.5 15.5L20.5 20.5";
    public const string Grid = "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z";
    public const string Map = "M9 4L4 6v14l5-2 6 2 5-2V4l-5 2zM9 4v14M15 6v14";
    public const string Clock = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM12 8v4.5l3 2";
    public const string People = "M9 5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 5.5a3.2 3.2 0 0 1 0 6M17.5 14.8c2.2.6 3.5 2.4 3.5 5.2";
    public const string Person = "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM4.5 20.5c0-4 3-6 7.5-6s7.5 2 7.5 6";
    public const string Key = "M8 11a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM11.2 12.3L20 3.5M16 7.500l3 3M13.500 10l2 2";
    public const string Gear = "M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2";
    public const string Chip = "M7 7h10v10H7zM10 3.5V7M14 3.5V7M10 17v3.5M14 17v3.5M3.5 10H7M3.5 14H7M17 10h3.5M17 14h3.5";
    public const string Check = "M5 12.5l4.5 4.5L19 7.5";
    public const string Cross = "M6 6l12 12M18 6L6 18";
    public const string Warning = "M12 4L2.8 20h18.4zM12 10v4.5M12 17.4v.1";
    public const string Info = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM12 11v5M12 7.9v.1";
    public const string Menu = "M4 7h16M4 12h16M4 17h16";
    public const string Down = "M6 9.5l6 6 6-6";
    public const string Right = "M9.5 6l6 6-6 6";
    public const string Sun = "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4";
    public const string Moon = "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z";
    public const string Language = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5s1.2-6.1 3.8-8.5z";
    public const string Leave = "M14 4H5v16h9M10 12h11M17.5 8.5L21 12l-3.5 3.5";
    public const string Copy = "M9 9h11v11H9zM15 9V4H4v11h5";
    public const string Plus = "M12 5v14M5 12h14";
    public const string Minus = "M5 12h14";
    public const string Funnel = "M4 5h16l-6.500 8v6l-3-1.500v-4.500z";
    public const string Columns = "M4 5h16v14H4zM10 5v14M15 5v14";
    public const string Left = "M14.5 6l-6 6 6 6";
    public const string Save = "M6 4h12v16l-6-4.500L6 20z";
    public const string Download = "M12 4v11M7 10.5l5 5 5-5M5 20h14";
    public const string Calendar = "M5 6h14v14H5zM5 10.5h14M9 3.5v4M15 3.5v4";
    public const string Note = "M5 4h14v11l-5 5H5zM14 20v-5h5";
}
