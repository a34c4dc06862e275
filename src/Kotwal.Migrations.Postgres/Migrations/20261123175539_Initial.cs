using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Kotwal.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "city_accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DisplayName = table.Column<string>(type: "text", maxLength: 128, nullable: true, collation: "C"),
                    IsGuest = table.Column<bool>(type: "boolean", nullable: false),
                    DisabledAt = table.Column<long>(type: "bigint", nullable: true),
                    LeftAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false),
                    UserName = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    NormalizedUserName = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Email = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<long>(type: "bigint", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "city_api_tokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Role = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Scope = table.Column<string>(type: "text", maxLength: 4096, nullable: false, collation: "C"),
                    Hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastUsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_api_tokens", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "city_recovery_links",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_recovery_links", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "respond_incidents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Serial = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    SearchText = table.Column<string>(type: "text", maxLength: 321, nullable: false, collation: "C"),
                    Severity = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    OpenedBy = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    AlertCount = table.Column<int>(type: "integer", nullable: false),
                    ListedAlertCount = table.Column<int>(type: "integer", nullable: false),
                    LastAlertAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_incidents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "watch_alerts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RuleId = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    Severity = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Order = table.Column<string>(type: "text", maxLength: 53, nullable: false, collation: "C"),
                    RaisedAt = table.Column<long>(type: "bigint", nullable: false),
                    Tags = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Entities = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Matched = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Events = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SearchText = table.Column<string>(type: "text", maxLength: 2000, nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    CloseReason = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Assignee = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Note = table.Column<string>(type: "text", maxLength: 2000, nullable: true, collation: "C"),
                    DecidedBy = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_alerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "watch_rule_switches",
                columns: table => new
                {
                    RuleId = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_rule_switches", x => x.RuleId);
                });

            migrationBuilder.CreateTable(
                name: "city_account_claims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_account_claims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_city_account_claims_city_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_account_logins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    ProviderKey = table.Column<string>(type: "text", maxLength: 256, nullable: false, collation: "C"),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_account_logins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_city_account_logins_city_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_account_tokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    LoginProvider = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_account_tokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_city_account_tokens_city_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_one_time_links",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_one_time_links", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_city_one_time_links_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_passkeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_city_passkeys_city_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_recovery_codes",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_recovery_codes", x => new { x.AccountId, x.Hash });
                    table.ForeignKey(
                        name: "FK_city_recovery_codes_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_role_grants",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Scope = table.Column<string>(type: "text", maxLength: 4096, nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: true),
                    GrantedBy = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    GrantedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_role_grants", x => new { x.AccountId, x.Role });
                    table.ForeignKey(
                        name: "FK_city_role_grants_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_second_factors",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    SetUpAt = table.Column<long>(type: "bigint", nullable: false),
                    ProtectedSecret = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    LastStep = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_second_factors", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_city_second_factors_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Method = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Browser = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSeenAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedBecause = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Stamp = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_city_sessions_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "respond_counted_alerts",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "uuid", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_counted_alerts", x => x.AlertId);
                    table.ForeignKey(
                        name: "FK_respond_counted_alerts_respond_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "respond_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "respond_incident_alerts",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "uuid", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    Severity = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false),
                    AddedBy = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_incident_alerts", x => x.AlertId);
                    table.ForeignKey(
                        name: "FK_respond_incident_alerts_respond_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "respond_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "respond_incident_entities",
                columns: table => new
                {
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Field = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_incident_entities", x => new { x.IncidentId, x.Field, x.Value });
                    table.ForeignKey(
                        name: "FK_respond_incident_entities_respond_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "respond_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "respond_incident_notes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Person = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", maxLength: 10000, nullable: false, collation: "C"),
                    From = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    To = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_incident_notes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_respond_incident_notes_respond_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "respond_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "respond_incident_parts",
                columns: table => new
                {
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Part = table.Column<string>(type: "text", maxLength: 144, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_incident_parts", x => new { x.IncidentId, x.Part });
                    table.ForeignKey(
                        name: "FK_respond_incident_parts_respond_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "respond_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_alert_parts",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "uuid", nullable: false),
                    Part = table.Column<string>(type: "text", maxLength: 144, nullable: false, collation: "C"),
                    Order = table.Column<string>(type: "text", maxLength: 53, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_alert_parts", x => new { x.AlertId, x.Part });
                    table.ForeignKey(
                        name: "FK_watch_alert_parts_watch_alerts_AlertId",
                        column: x => x.AlertId,
                        principalTable: "watch_alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_city_account_claims_UserId",
                table: "city_account_claims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_city_account_logins_UserId",
                table: "city_account_logins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_city_accounts_NormalizedEmail",
                table: "city_accounts",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_city_accounts_NormalizedUserName",
                table: "city_accounts",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_city_api_tokens_Hash",
                table: "city_api_tokens",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_city_one_time_links_Hash",
                table: "city_one_time_links",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_city_passkeys_UserId",
                table: "city_passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_city_sessions_AccountId_StartedAt",
                table: "city_sessions",
                columns: new[] { "AccountId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_respond_counted_alerts_IncidentId",
                table: "respond_counted_alerts",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_respond_incident_alerts_IncidentId_At",
                table: "respond_incident_alerts",
                columns: new[] { "IncidentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_respond_incident_entities_Value_Field",
                table: "respond_incident_entities",
                columns: new[] { "Value", "Field" });

            migrationBuilder.CreateIndex(
                name: "IX_respond_incident_notes_IncidentId_At",
                table: "respond_incident_notes",
                columns: new[] { "IncidentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_respond_incident_parts_Part",
                table: "respond_incident_parts",
                column: "Part");

            migrationBuilder.CreateIndex(
                name: "IX_respond_incidents_Number",
                table: "respond_incidents",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_respond_incidents_Status_LastAlertAt",
                table: "respond_incidents",
                columns: new[] { "Status", "LastAlertAt" });

            migrationBuilder.CreateIndex(
                name: "IX_respond_incidents_Year_Serial",
                table: "respond_incidents",
                columns: new[] { "Year", "Serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_watch_alert_parts_Part_Order",
                table: "watch_alert_parts",
                columns: new[] { "Part", "Order" });

            migrationBuilder.CreateIndex(
                name: "IX_watch_alerts_Order",
                table: "watch_alerts",
                column: "Order",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_watch_alerts_RuleId_Order",
                table: "watch_alerts",
                columns: new[] { "RuleId", "Order" });

            migrationBuilder.CreateIndex(
                name: "IX_watch_alerts_Status_Severity_Order",
                table: "watch_alerts",
                columns: new[] { "Status", "Severity", "Order" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "city_account_claims");

            migrationBuilder.DropTable(
                name: "city_account_logins");

            migrationBuilder.DropTable(
                name: "city_account_tokens");

            migrationBuilder.DropTable(
                name: "city_api_tokens");

            migrationBuilder.DropTable(
                name: "city_one_time_links");

            migrationBuilder.DropTable(
                name: "city_passkeys");

            migrationBuilder.DropTable(
                name: "city_recovery_codes");

            migrationBuilder.DropTable(
                name: "city_recovery_links");

            migrationBuilder.DropTable(
                name: "city_role_grants");

            migrationBuilder.DropTable(
                name: "city_second_factors");

            migrationBuilder.DropTable(
                name: "city_sessions");

            migrationBuilder.DropTable(
                name: "respond_counted_alerts");

            migrationBuilder.DropTable(
                name: "respond_incident_alerts");

            migrationBuilder.DropTable(
                name: "respond_incident_entities");

            migrationBuilder.DropTable(
                name: "respond_incident_notes");

            migrationBuilder.DropTable(
                name: "respond_incident_parts");

            migrationBuilder.DropTable(
                name: "watch_alert_parts");

            migrationBuilder.DropTable(
                name: "watch_rule_switches");

            migrationBuilder.DropTable(
                name: "city_accounts");

            migrationBuilder.DropTable(
                name: "respond_incidents");

            migrationBuilder.DropTable(
                name: "watch_alerts");
        }
    }
}
