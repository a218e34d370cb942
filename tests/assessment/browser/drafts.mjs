let made = 0;
export const newKey = () => `key-${++made}-xxxxxx`;
