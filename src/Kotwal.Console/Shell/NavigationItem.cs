namespace Kotwal.Console.Shell;

/// <summary>One entry of the navigation; desks add theirs with <c>AddNavigation</c>.</summary>
/// <param name="Desk">Text key of the desk it belongs to: <c>desk.watch</c>.</param>
/// <param name="TitleKey">Text key of its words.</param>
/// <param name="Href">Path of the page, without a slash in front; empty for the start page.</param>
/// <param name="Icon">One of <see cref="Ui.Icons"/>.</param>
/// <param name="Order">Place in the list: Watch 100 to 199, Respond 200, Devices 300, Assure 400, Engage 500, administration 900.</param>
/// <param name="Policy">Who sees it: one of <see cref="City.Access.Policies"/>.</param>
public sealed record NavigationItem(string Desk, string TitleKey, string Href, string Icon, int Order, string Policy);
