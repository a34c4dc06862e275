namespace Kotwal.Demo.Places;

/// <summary>One system of the city.</summary>
/// <param name="Name">Its host name, unique.</param>
/// <param name="Type">What it is, such as <c>camera</c> or <c>signal_controller</c>.</param>
/// <param name="Address">Its private IPv4 address, unique.</param>
/// <param name="Zone">Id of its network zone.</param>
/// <param name="Ward">Id of its ward.</param>
/// <param name="Site">Id of its site.</param>
/// <param name="Service">Id of the service it belongs to.</param>
/// <param name="Vendor">Who made it; invented.</param>
/// <param name="Model">The maker's name for it; invented.</param>
/// <param name="Owner">The department that runs it.</param>
public sealed record DemoNode(
    string Name,
    string Type,
    string Address,
    string Zone,
    string Ward,
    string Site,
    string Service,
    string Vendor,
    string Model,
    string Owner);
